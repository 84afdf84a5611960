"""Which letters people do without.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_refusal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "feedback",
                "sessions",
                "reviews",
                "people",
                "account",
                name="newskind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("refused_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind != 'account'", name=op.f("ck_letter_refusal_account_always")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_letter_refusal_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_refusal")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_letter_refusal_person_id_kind")),
    )


def downgrade() -> None:
    op.drop_table("letter_refusal")
