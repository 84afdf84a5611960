"""Films that are taken to a visit without signal.

Revision ID: 0033
Revises: 0032
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("rendering_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("until_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.CheckConstraint("taken_at < until_at", name=op.f("ck_visit_taken_before_until")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_visit_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["rendering_id"], ["rendering.id"], name=op.f("fk_visit_rendering_id_rendering")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("uuid", name=op.f("uq_visit_uuid")),
    )
    for column in ("person_id", "rendering_id"):
        op.create_index(f"ix_visit_{column}", "visit", [column])


def downgrade() -> None:
    op.drop_table("visit")
