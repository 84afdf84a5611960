"""Attempts of a job that broke, apart from those that waited.

Revision: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('faults', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.alter_column('faults', server_default=None)


def downgrade():
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_column('faults')
