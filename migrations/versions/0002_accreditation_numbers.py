"""Accreditation numbers, and feedback shown with a clip.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accreditation_number",
        sa.Column("drawn_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation_number")),
    )
    with op.batch_alter_table("clip_showing") as batch_op:
        batch_op.add_column(
            sa.Column("includes_feedback", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.alter_column("includes_feedback", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("clip_showing") as batch_op:
        batch_op.drop_column("includes_feedback")
    op.drop_table("accreditation_number")
