"""Samples of what people kept in their texts.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.base

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CATEGORIES = ("email", "nhs_number", "phone", "birth_date", "postcode")
VERDICTS = ("fine", "reword")


def upgrade() -> None:
    instant = app.core.base.UtcDateTime(timezone=True)
    category = sa.Enum(*CATEGORIES, name="category", native_enum=False, create_constraint=True, length=32)
    verdict = sa.Enum(*VERDICTS, name="verdict", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "words_sample",
        sa.Column("category", category, nullable=True),
        sa.Column("drawn_at", instant, nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["drawn_by_id"], ["person.id"], name=op.f("fk_words_sample_drawn_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words_sample")),
        sa.UniqueConstraint("uuid", name=op.f("uq_words_sample_uuid")),
    )
    op.create_index(op.f("ix_words_sample_drawn_at"), "words_sample", ["drawn_at"])
    op.create_table(
        "sampled_words",
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("verdict", verdict, nullable=True),
        sa.Column("judged_at", instant, nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["judged_by_id"], ["person.id"], name=op.f("fk_sampled_words_judged_by_id_person")),
        sa.ForeignKeyConstraint(["kept_id"], ["kept_words.id"], name=op.f("fk_sampled_words_kept_id_kept_words")),
        sa.ForeignKeyConstraint(["sample_id"], ["words_sample.id"], name=op.f("fk_sampled_words_sample_id_words_sample")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampled_words")),
        sa.UniqueConstraint("kept_id", name=op.f("uq_sampled_words_kept_id")),
        sa.UniqueConstraint("sample_id", "place", name=op.f("uq_sampled_words_sample_id_place")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sampled_words_uuid")),
    )


def downgrade() -> None:
    op.drop_table("sampled_words")
    op.drop_table("words_sample")
