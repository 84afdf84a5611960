"""Tries that count towards a lock-out.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "password", "code", "reset", name="trykind", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    op.create_table(
        "counted_try",
        sa.Column("at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("account_key", sa.String(length=64), nullable=False),
        sa.Column("network_key", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=32), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_try")),
    )
    op.create_index("ix_counted_try_account", "counted_try", ["account_key", "kind", "at"])
    op.create_index("ix_counted_try_network", "counted_try", ["network_key", "kind", "at"])
    op.create_index(op.f("ix_counted_try_at"), "counted_try", ["at"])


def downgrade() -> None:
    op.drop_table("counted_try")
