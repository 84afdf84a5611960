"""Roles with who and when, closed accounts, former addresses.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = app.core.base.UtcDateTime(timezone=True)
ROLES = sa.Enum(
    "trainee",
    "practitioner",
    "supervisor",
    "administrator",
    name="rolename",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    _date_roles()
    op.create_table(
        "role_withdrawal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", ROLES, nullable=False),
        sa.Column("granted_at", INSTANT, nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        *_people("role_withdrawal", "person_id", "granted_by_id", "withdrawn_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_withdrawal")),
    )
    op.create_index("ix_role_withdrawal_person_id", "role_withdrawal", ["person_id"])
    op.create_table(
        "deactivation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deactivated_at", INSTANT, nullable=False),
        sa.Column("deactivated_by_id", sa.Integer(), nullable=True),
        sa.Column("reactivated_at", INSTANT, nullable=True),
        sa.Column("reactivated_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        *_people("deactivation", "person_id", "deactivated_by_id", "reactivated_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deactivation")),
    )
    op.create_index("ix_deactivation_person_id", "deactivation", ["person_id"])
    op.create_index(
        "uq_deactivation_current",
        "deactivation",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("reactivated_at IS NULL"),
        postgresql_where=sa.text("reactivated_at IS NULL"),
    )
    op.create_table(
        "address_change",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("former_email", sa.String(length=255), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        *_people("address_change", "person_id", "changed_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_change")),
        sa.UniqueConstraint("uuid", name=op.f("uq_address_change_uuid")),
    )
    op.create_index("ix_address_change_person_id", "address_change", ["person_id"])


def _date_roles() -> None:
    """Roles held already were given with the account, as far as anybody knows."""
    with op.batch_alter_table("person_role") as batch_op:
        batch_op.add_column(sa.Column("granted_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("granted_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_person_role_granted_by_id_person", "person", ["granted_by_id"], ["id"]
        )
    op.execute(
        "UPDATE person_role SET granted_at = "
        "(SELECT created_at FROM person WHERE person.id = person_role.person_id)"
    )
    with op.batch_alter_table("person_role") as batch_op:
        batch_op.alter_column("granted_at", existing_type=INSTANT, nullable=False)


def _people(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"))
        for column in columns
    ]


def downgrade() -> None:
    op.drop_table("address_change")
    op.drop_table("deactivation")
    op.drop_table("role_withdrawal")
    with op.batch_alter_table("person_role") as batch_op:
        batch_op.drop_constraint("fk_person_role_granted_by_id_person", type_="foreignkey")
        batch_op.drop_column("granted_by_id")
        batch_op.drop_column("granted_at")
