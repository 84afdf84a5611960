"""Jobs know whose work they are, how soon it is wanted, and in which round they stand.

Revision ID: 0026
Revises: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

USUAL = "2"


def upgrade() -> None:
    with op.batch_alter_table("job") as batch:
        batch.add_column(sa.Column("fair_key", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("priority", sa.SmallInteger(), nullable=False, server_default=USUAL))
        batch.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("job") as batch:
        batch.alter_column("priority", server_default=None)
        batch.alter_column("turn", server_default=None)
        batch.create_index("ix_job_order", ["state", "priority", "turn", "due_at", "id"])
        batch.create_index("ix_job_owner", ["fair_key", "state", "priority", "turn"])


def downgrade() -> None:
    with op.batch_alter_table("job") as batch:
        batch.drop_index("ix_job_owner")
        batch.drop_index("ix_job_order")
        batch.drop_column("turn")
        batch.drop_column("priority")
        batch.drop_column("fair_key")
