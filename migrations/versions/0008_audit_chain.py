"""Seals of audit events, and whose turn it is to seal.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_seal",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sealed_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_seal_event_id")),
    )
    lease = op.create_table(
        "sealer_lease",
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("held_until", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealer_lease")),
    )
    nobody = {"id": 1, "holder": "", "held_until": datetime(2000, 1, 1, tzinfo=UTC)}
    op.bulk_insert(lease, [nobody])


def downgrade() -> None:
    op.drop_table("sealer_lease")
    op.drop_table("audit_seal")
