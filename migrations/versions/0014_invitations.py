"""Invitations, the only way to an account.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UNANSWERED = sa.text("accepted_at IS NULL AND revoked_at IS NULL AND superseded_at IS NULL")


def upgrade() -> None:
    instant = app.core.base.UtcDateTime(timezone=True)
    op.create_table(
        "invitation",
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("course_ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("link_key", sa.Uuid(), nullable=False),
        sa.Column("sent_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("accepted_at", instant, nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", instant, nullable=True),
        sa.Column("superseded_at", instant, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["person.id"], name=op.f("fk_invitation_accepted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_invitation_invited_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("link_key", name=op.f("uq_invitation_link_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_invitation_uuid")),
    )
    with op.batch_alter_table("invitation") as batch_op:
        for column in ("accepted_by_id", "invited_by_id"):
            batch_op.create_index(batch_op.f(f"ix_invitation_{column}"), [column])
        batch_op.create_index(
            "uq_invitation_open_email",
            ["email"],
            unique=True,
            sqlite_where=UNANSWERED,
            postgresql_where=UNANSWERED,
        )
    op.create_table(
        "invitation_role",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_role_invitation_id_invitation"),
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_invitation_role_role_id_role")
        ),
        sa.PrimaryKeyConstraint("invitation_id", "role_id", name=op.f("pk_invitation_role")),
    )


def downgrade() -> None:
    op.drop_table("invitation_role")
    op.drop_table("invitation")
