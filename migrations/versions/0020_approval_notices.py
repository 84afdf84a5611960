"""Notices that an approval ends soon, and one default wording of consent for each version.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
import app.core.base

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('approval_notice',
    sa.Column('approval_id', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('told_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['approval_id'], ['approval.id'], name=op.f('fk_approval_notice_approval_id_approval')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_notice')),
    sa.UniqueConstraint('approval_id', 'days', name=op.f('uq_approval_notice_approval_id_days'))
    )
    op.create_index(
        'uq_consent_wording_default', 'consent_wording', ['version'], unique=True,
        sqlite_where=sa.text('organisation_id IS NULL'), postgresql_where=sa.text('organisation_id IS NULL'),
    )


def downgrade():
    op.drop_index('uq_consent_wording_default', table_name='consent_wording')
    op.drop_table('approval_notice')
