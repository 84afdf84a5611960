"""Where people are signed in.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("user_agent", sa.String(length=200), nullable=False),
        sa.Column("is_proven", sa.Boolean(), nullable=False),
        sa.Column("started_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("films_opened_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sign_in_key_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sign_in_uuid")),
    )
    op.create_index("ix_sign_in_person_ended", "sign_in", ["person_id", "ended_at"])


def downgrade() -> None:
    op.drop_index("ix_sign_in_person_ended", table_name="sign_in")
    op.drop_table("sign_in")
