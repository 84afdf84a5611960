"""Profiles, and the lists that people choose from.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profile_choice",
        sa.Column(
            "kind",
            sa.Enum(
                "profession",
                "setting",
                "region",
                "body",
                name="choicekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_choice")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_profile_choice_kind_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_profile_choice_uuid")),
    )
    op.create_table(
        "profile",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("profession_id", sa.Integer(), nullable=True),
        sa.Column("setting_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("registration_number", sa.String(length=40), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("changed_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_profile_person_id_person")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["profile_choice.id"], name=op.f(f"fk_profile_{column}_profile_choice")
            )
            for column in ("profession_id", "setting_id", "region_id", "body_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("person_id", name=op.f("uq_profile_person_id")),
    )
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(
            sa.Column("pronouns", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.alter_column("pronouns", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("pronouns")
    op.drop_table("profile")
    op.drop_table("profile_choice")
