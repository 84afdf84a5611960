"""Files with annotations that wait for a yes.

Revision: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op
import app.core.base

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('annotation_import',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('made', sa.JSON(), nullable=False),
    sa.Column('created_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('undone_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_annotation_import_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_annotation_import')),
    sa.UniqueConstraint('uuid', name=op.f('uq_annotation_import_uuid'))
    )
    with op.batch_alter_table('annotation_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_annotation_import_clip_id'), ['clip_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_annotation_import_created_at'), ['created_at'], unique=False)


def downgrade():
    with op.batch_alter_table('annotation_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_annotation_import_created_at'))
        batch_op.drop_index(batch_op.f('ix_annotation_import_clip_id'))

    op.drop_table('annotation_import')
