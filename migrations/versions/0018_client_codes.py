"""A client code is the only one of its kind in the association, so that a family can be found by it.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

LONGEST = 24


def upgrade() -> None:
    _tell_apart()
    with op.batch_alter_table("client") as batch_op:
        batch_op.drop_constraint("uq_client_enrolment_id_code", type_="unique")
        batch_op.create_unique_constraint("uq_client_code", ["code"])
        batch_op.create_index("ix_client_enrolment_id", ["enrolment_id"])


def downgrade() -> None:
    with op.batch_alter_table("client") as batch_op:
        batch_op.drop_index("ix_client_enrolment_id")
        batch_op.drop_constraint("uq_client_code", type_="unique")
        batch_op.create_unique_constraint("uq_client_enrolment_id_code", ["enrolment_id", "code"])


def _tell_apart() -> None:
    """Codes that two trainees chose alike: all but the oldest get the number of their row."""
    client = sa.table("client", sa.column("id", sa.Integer()), sa.column("code", sa.String()))
    other = client.alias()
    older = sa.select(other.c.id).where(other.c.code == client.c.code, other.c.id < client.c.id)
    rows = op.get_bind().execute(sa.select(client.c.id, client.c.code).where(older.exists())).all()
    for row_id, code in rows:
        ending = f"-{row_id}"
        op.execute(
            client.update()
            .where(client.c.id == row_id)
            .values(code=code[: LONGEST - len(ending)] + ending)
        )
