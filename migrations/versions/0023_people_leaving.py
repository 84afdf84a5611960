"""People who leave, and families who ask what is kept.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
import app.core.base

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('leaving',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('takes_name', sa.Boolean(), nullable=False),
    sa.Column('asked_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('reopened_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('finished_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['closed_by_id'], ['person.id'], name=op.f('fk_leaving_closed_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_leaving_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leaving')),
    sa.UniqueConstraint('uuid', name=op.f('uq_leaving_uuid'))
    )
    op.create_index('ix_leaving_person_id', 'leaving', ['person_id'])
    op.create_index('ix_leaving_closed_at', 'leaving', ['closed_at'])
    current = sa.text('withdrawn_at IS NULL AND reopened_at IS NULL')
    op.create_index(
        'uq_leaving_current', 'leaving', ['person_id'], unique=True, sqlite_where=current, postgresql_where=current
    )
    op.create_table('subject_access_request',
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('raised_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('raised_by_id', sa.Integer(), nullable=False),
    sa.Column('answered_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_subject_access_request_answered_by_id_person')),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_subject_access_request_client_id_client')),
    sa.ForeignKeyConstraint(['raised_by_id'], ['person.id'], name=op.f('fk_subject_access_request_raised_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subject_access_request')),
    sa.UniqueConstraint('uuid', name=op.f('uq_subject_access_request_uuid'))
    )
    op.create_index('ix_subject_access_request_client_id', 'subject_access_request', ['client_id'])
    op.create_index('ix_subject_access_request_due_on', 'subject_access_request', ['due_on'])
    op.create_index('ix_subject_access_request_raised_by_id', 'subject_access_request', ['raised_by_id'])


def downgrade():
    op.drop_table('subject_access_request')
    op.drop_table('leaving')
