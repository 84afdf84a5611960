"""A part of an edited film outlives the moment it was made from.

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NAME = "fk_film_part_moment_id_moment"


def upgrade() -> None:
    _point_at_moment("SET NULL")


def downgrade() -> None:
    _point_at_moment(None)


def _point_at_moment(on_delete: str | None) -> None:
    with op.batch_alter_table("film_part") as batch:
        batch.drop_constraint(NAME, type_="foreignkey")
        batch.create_foreign_key(NAME, "moment", ["moment_id"], ["id"], ondelete=on_delete)
