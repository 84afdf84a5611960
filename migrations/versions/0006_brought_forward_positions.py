"""What people had done before the portal, and their supervisors' answers.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brought_forward",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("cycles", sa.Integer(), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("stage_cycles", sa.Integer(), nullable=False),
        sa.Column("stage_clients", sa.Integer(), nullable=False),
        sa.Column("stage_minutes", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("clients <= cycles", name=op.f("ck_brought_forward_clients_by_cycles")),
        sa.CheckConstraint(
            "stage_clients BETWEEN 0 AND clients", name=op.f("ck_brought_forward_clients_of_stage")
        ),
        sa.CheckConstraint(
            "stage_cycles BETWEEN 0 AND cycles", name=op.f("ck_brought_forward_cycles_of_stage")
        ),
        sa.CheckConstraint(
            "stage_minutes BETWEEN 0 AND minutes", name=op.f("ck_brought_forward_minutes_of_stage")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_brought_forward_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_brought_forward_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stage.id"], name=op.f("fk_brought_forward_stage_id_stage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_forward")),
        sa.UniqueConstraint("uuid", name=op.f("uq_brought_forward_uuid")),
    )
    op.create_index(op.f("ix_brought_forward_effective_on"), "brought_forward", ["effective_on"])
    op.create_index(op.f("ix_brought_forward_enrolment_id"), "brought_forward", ["enrolment_id"])
    op.create_index(op.f("ix_brought_forward_recorded_at"), "brought_forward", ["recorded_at"])

    op.create_table(
        "brought_forward_confirmation",
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["person.id"],
            name=op.f("fk_brought_forward_confirmation_confirmed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["position_id"],
            ["brought_forward.id"],
            name=op.f("fk_brought_forward_confirmation_position_id_brought_forward"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_forward_confirmation")),
        sa.UniqueConstraint(
            "position_id", name=op.f("uq_brought_forward_confirmation_position_id")
        ),
    )
    op.create_index(
        op.f("ix_brought_forward_confirmation_effective_on"),
        "brought_forward_confirmation",
        ["effective_on"],
    )
    op.create_index(
        op.f("ix_brought_forward_confirmation_recorded_at"),
        "brought_forward_confirmation",
        ["recorded_at"],
    )

    op.create_table(
        "brought_forward_refusal",
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refused_by_id", sa.Integer(), nullable=False),
        sa.Column("refused_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["position_id"],
            ["brought_forward.id"],
            name=op.f("fk_brought_forward_refusal_position_id_brought_forward"),
        ),
        sa.ForeignKeyConstraint(
            ["refused_by_id"],
            ["person.id"],
            name=op.f("fk_brought_forward_refusal_refused_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_forward_refusal")),
        sa.UniqueConstraint("position_id", name=op.f("uq_brought_forward_refusal_position_id")),
    )


def downgrade() -> None:
    op.drop_table("brought_forward_refusal")
    op.drop_table("brought_forward_confirmation")
    op.drop_table("brought_forward")
