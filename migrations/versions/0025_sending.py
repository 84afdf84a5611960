"""What a sender says of a whole film, and the largest film an organisation takes.

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

CHECK = 'ck_organisation_film_limit_positive'


def upgrade():
    op.add_column('upload', sa.Column('sha256', sa.String(length=64), nullable=True))
    with op.batch_alter_table('organisation') as batch:
        batch.add_column(sa.Column('film_limit_mib', sa.Integer(), nullable=True))
        batch.create_check_constraint(op.f(CHECK), 'film_limit_mib > 0')


def downgrade():
    with op.batch_alter_table('organisation') as batch:
        batch.drop_constraint(op.f(CHECK), type_='check')
        batch.drop_column('film_limit_mib')
    with op.batch_alter_table('upload') as batch:
        batch.drop_column('sha256')
