"""Consents that end: by the code of a family, and with a word to the trainee before.

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PURPOSES = ("vig", "supervision", "accreditation", "intervision", "teaching", "research")
OCCASIONS = ("expires", "comes_of_age")
GROWN = {
    ("letter_refusal", "kind", "newskind"): (
        ("feedback", "sessions", "reviews", "people", "account"),
        "consents",
    ),
    ("counted_try", "kind", "trykind"): (("password", "code", "reset"), "client_code"),
}
"""(table, column, check) -> the values it had, and the one it gains."""


def upgrade() -> None:
    instant = app.core.base.UtcDateTime(timezone=True)
    purpose = sa.Enum(*PURPOSES, name="purpose", native_enum=False, create_constraint=True, length=32)
    occasion = sa.Enum(
        *OCCASIONS, name="reminderoccasion", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "code_withdrawal",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("purpose", purpose, nullable=True),
        sa.Column("recorded_at", instant, nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_code_withdrawal_client_id_client")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_code_withdrawal_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_withdrawal")),
        sa.UniqueConstraint("uuid", name=op.f("uq_code_withdrawal_uuid")),
    )
    op.create_index(op.f("ix_code_withdrawal_client_id"), "code_withdrawal", ["client_id"])
    op.create_index(op.f("ix_code_withdrawal_recorded_by_id"), "code_withdrawal", ["recorded_by_id"])
    op.create_table(
        "consent_reminder",
        sa.Column("filmed_person_id", sa.Integer(), nullable=False),
        sa.Column("occasion", occasion, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_at", instant, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filmed_person_id"],
            ["filmed_person.id"],
            name=op.f("fk_consent_reminder_filmed_person_id_filmed_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_reminder")),
        sa.UniqueConstraint(
            "filmed_person_id",
            "occasion",
            "due_on",
            name=op.f("uq_consent_reminder_filmed_person_id_occasion_due_on"),
        ),
    )
    for (table, column, check), (former, gained) in GROWN.items():
        _allow(table, column, check, (*former, gained))


def downgrade() -> None:
    for (table, column, check), (former, gained) in GROWN.items():
        rows = sa.table(table, sa.column(column))
        op.execute(rows.delete().where(rows.c[column] == gained))
        _allow(table, column, check, former)
    op.drop_table("consent_reminder")
    op.drop_table("code_withdrawal")


def _allow(table: str, column: str, check: str, values: tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_{check}")
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"{column} IN ({listed})")
