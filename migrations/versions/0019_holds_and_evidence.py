"""Evidence by a wrong film is annulled; holds that wait to be looked at are reminded of.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ONE_EACH = "uq_cycle_evidence_cycle_id_kind"
NUMBERED = "uq_cycle_evidence_cycle_id_kind_number"


def upgrade() -> None:
    with op.batch_alter_table("cycle_evidence") as batch:
        batch.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch.drop_constraint(op.f(ONE_EACH), type_="unique")
        batch.create_unique_constraint(op.f(NUMBERED), ["cycle_id", "kind", "number"])
    with op.batch_alter_table("cycle_evidence") as batch:
        batch.alter_column("number", server_default=None)
    op.create_table(
        "evidence_annulment",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("annulled_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("annulled_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["annulled_by_id"], ["person.id"], name=op.f("fk_evidence_annulment_annulled_by_id_person")),
        sa.ForeignKeyConstraint(["evidence_id"], ["cycle_evidence.id"], name=op.f("fk_evidence_annulment_evidence_id_cycle_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_annulment")),
        sa.UniqueConstraint("evidence_id", name=op.f("uq_evidence_annulment_evidence_id")),
    )
    with op.batch_alter_table("hold") as batch:
        batch.add_column(sa.Column("reminded_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hold") as batch:
        batch.drop_column("reminded_on")
    op.drop_table("evidence_annulment")
    op.execute("DELETE FROM cycle_evidence WHERE number > 1")
    with op.batch_alter_table("cycle_evidence") as batch:
        batch.drop_constraint(op.f(NUMBERED), type_="unique")
        batch.drop_column("number")
        batch.create_unique_constraint(op.f(ONE_EACH), ["cycle_id", "kind"])
