"""A film is shown to a fellow trainee until a day, and shown again in a row of its own.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ONE_EACH = "uq_clip_showing_clip_id_allocation_id"
ONE_RUNNING = "uq_clip_showing_running"
RUNS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("clip_showing") as batch:
        batch.add_column(sa.Column("until_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ended_at", app.core.base.UtcDateTime(timezone=True), nullable=True))
        batch.drop_constraint(op.f(ONE_EACH), type_="unique")
    op.create_index(
        ONE_RUNNING,
        "clip_showing",
        ["clip_id", "allocation_id"],
        unique=True,
        sqlite_where=RUNS,
        postgresql_where=RUNS,
    )


def downgrade() -> None:
    op.execute("DELETE FROM clip_showing WHERE ended_at IS NOT NULL OR until_on IS NOT NULL")
    op.drop_index(ONE_RUNNING, "clip_showing")
    with op.batch_alter_table("clip_showing") as batch:
        batch.create_unique_constraint(op.f(ONE_EACH), ["clip_id", "allocation_id"])
        batch.drop_column("ended_at")
        batch.drop_column("until_on")
