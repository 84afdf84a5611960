"""What owners say of the files on the devices that films came from.

Revision ID: 0032
Revises: 0031
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
import app.core.base

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('device_copy_answer',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('answer', sa.Enum('deleted', 'later', 'kept', name='copyanswer', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('answered_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_device_copy_answer_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device_copy_answer'))
    )
    op.create_index('ix_device_copy_answer_clip_id', 'device_copy_answer', ['clip_id'])


def downgrade():
    op.drop_table('device_copy_answer')
