"""Lists of members on their way in, and accreditation numbers from before the portal.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member_import",
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", app.core.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ignored", sa.JSON(), nullable=False),
        sa.Column("adding", sa.Integer(), nullable=False),
        sa.Column("completing", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", app.core.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_member_import_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_member_import_created_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_import")),
        sa.UniqueConstraint("uuid", name=op.f("uq_member_import_uuid")),
    )
    op.create_index(op.f("ix_member_import_created_at"), "member_import", ["created_at"])

    op.create_table(
        "member_import_row",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "add",
                "complete",
                "same",
                "problem",
                name="lineoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["member_import.id"],
            name=op.f("fk_member_import_row_import_id_member_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_member_import_row_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_import_row")),
        sa.UniqueConstraint(
            "import_id", "number", name=op.f("uq_member_import_row_import_id_number")
        ),
    )
    with op.batch_alter_table("award") as batch_op:
        batch_op.alter_column("enrolment_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("decision_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("number", existing_type=sa.String(20), type_=sa.String(60))
        batch_op.create_check_constraint(
            op.f("ck_award_decided_in_training"), "(enrolment_id IS NULL) = (decision_id IS NULL)"
        )


def downgrade() -> None:
    op.execute("DELETE FROM award WHERE decision_id IS NULL")  # there was no place for them
    with op.batch_alter_table("award") as batch_op:
        batch_op.drop_constraint(op.f("ck_award_decided_in_training"), type_="check")
        batch_op.alter_column("number", existing_type=sa.String(60), type_=sa.String(20))
        batch_op.alter_column("decision_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("enrolment_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("member_import_row")
    op.drop_table("member_import")
