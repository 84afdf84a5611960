"""Lines under a film that wait for their author.

Revision: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op
import app.core.base

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('caption', schema=None) as batch_op:
        batch_op.add_column(sa.Column('held_at', app.core.base.UtcDateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('caption', schema=None) as batch_op:
        batch_op.drop_column('held_at')
