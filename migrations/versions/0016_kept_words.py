"""What was pointed out in people's words, and whether it stayed.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CATEGORIES = ("email", "nhs_number", "phone", "birth_date", "postcode")
REASONS = ("work_date", "not_a_family", "public_service", "something_else", "other")


def upgrade() -> None:
    instant = app.core.base.UtcDateTime(timezone=True)
    category = sa.Enum(*CATEGORIES, name="category", native_enum=False, create_constraint=True, length=32)
    reason = sa.Enum(*REASONS, name="reason", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "kept_words",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("category", category, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", reason, nullable=False),
        sa.Column("because", sa.String(length=200), nullable=False),
        sa.Column("excerpt", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("kept_at", instant, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_words_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_words")),
        sa.UniqueConstraint("uuid", name=op.f("uq_kept_words_uuid")),
    )
    op.create_index(op.f("ix_kept_words_person_id"), "kept_words", ["person_id"])
    op.create_index(op.f("ix_kept_words_subject_id"), "kept_words", ["subject_id"])
    op.create_index(op.f("ix_kept_words_kept_at"), "kept_words", ["kept_at"])
    op.create_table(
        "reworded_words",
        sa.Column("category", category, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reworded_at", instant, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reworded_words")),
    )
    op.create_index(op.f("ix_reworded_words_reworded_at"), "reworded_words", ["reworded_at"])


def downgrade() -> None:
    op.drop_table("reworded_words")
    op.drop_table("kept_words")
