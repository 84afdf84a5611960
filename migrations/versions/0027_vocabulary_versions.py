"""vocabulary: how long an initiative waits, what an item was before, and moments that leave their boards

Revision ID: 0027
Revises: 0026
"""
from alembic import op
import sqlalchemy as sa

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

PART_KEY = "fk_film_part_moment_id_moment"

def upgrade():
    with op.batch_alter_table("vocabulary", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("answer_within_ms", sa.Integer(), nullable=False, server_default="5000")
        )
        batch_op.create_check_constraint(op.f("ck_vocabulary_answer_within"), "0 < answer_within_ms")
    with op.batch_alter_table("vocabulary", schema=None) as batch_op:
        batch_op.alter_column("answer_within_ms", server_default=None)
    with op.batch_alter_table("principle_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lineage", sa.Uuid(), nullable=True))
    item = sa.table("principle_item", sa.column("uuid"), sa.column("lineage"))
    op.execute(item.update().values(lineage=item.c.uuid))
    with op.batch_alter_table("principle_item", schema=None) as batch_op:
        batch_op.alter_column("lineage", nullable=False)
    _tie_parts(ondelete="SET NULL")

def downgrade():
    _tie_parts(ondelete=None)
    with op.batch_alter_table("principle_item", schema=None) as batch_op:
        batch_op.drop_column("lineage")
    with op.batch_alter_table("vocabulary", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_vocabulary_answer_within"), type_="check")
        batch_op.drop_column("answer_within_ms")

def _tie_parts(ondelete):
    with op.batch_alter_table("film_part", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(PART_KEY), type_="foreignkey")
        batch_op.create_foreign_key(op.f(PART_KEY), "moment", ["moment_id"], ["id"], ondelete=ondelete)
