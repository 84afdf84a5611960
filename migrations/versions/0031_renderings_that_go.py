"""Renderings keep the times of their frames and a still, outlive their board until their bytes are gone, and are removed.

Revision ID: 0031
Revises: 0030
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

CHECK = "ck_rendering_renderingstate"
STATES = ("waiting", "ready", "failed")


def upgrade() -> None:
    with op.batch_alter_table("rendering") as batch:
        batch.add_column(sa.Column("poster_key", sa.String(200), nullable=True))
        batch.add_column(sa.Column("frames", sa.LargeBinary(), nullable=True))
        batch.alter_column("edited_film_id", existing_type=sa.Integer(), nullable=True)
        batch.create_unique_constraint(op.f("uq_rendering_poster_key"), ["poster_key"])
    _allow((*STATES, "removed"))


def downgrade() -> None:
    _forget_removed()
    _allow(STATES)
    with op.batch_alter_table("rendering") as batch:
        batch.drop_constraint(op.f("uq_rendering_poster_key"), type_="unique")
        batch.alter_column("edited_film_id", existing_type=sa.Integer(), nullable=False)
        batch.drop_column("frames")
        batch.drop_column("poster_key")


def _forget_removed() -> None:
    """Renderings that the former tables have no room for; nobody sees anything of them."""
    removed = "SELECT id FROM rendering WHERE state = 'removed'"
    for table in ("screening", "rendering_source"):
        op.execute(f"DELETE FROM {table} WHERE rendering_id IN ({removed})")
    op.execute("DELETE FROM rendering WHERE state = 'removed'")


def _allow(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("rendering") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), f"state IN ({listed})")
