"""Moments, turns, captions, stills, edited films, and the vocabulary they are described in.

Revision: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
import app.core.base

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

KINDS = ("original", "quick", "review", "poster", "filmstrip")
NEW_KINDS = ("low", "waveform")
CHECK = "ck_rendition_renditionkind"


def upgrade():
    op.create_table('vocabulary',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('published_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['published_by_id'], ['person.id'], name=op.f('fk_vocabulary_published_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vocabulary')),
    sa.UniqueConstraint('number', name=op.f('uq_vocabulary_number')),
    sa.UniqueConstraint('uuid', name=op.f('uq_vocabulary_uuid'))
    )
    op.create_table('principle',
    sa.Column('vocabulary_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['vocabulary_id'], ['vocabulary.id'], name=op.f('fk_principle_vocabulary_id_vocabulary')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_principle')),
    sa.UniqueConstraint('uuid', name=op.f('uq_principle_uuid')),
    sa.UniqueConstraint('vocabulary_id', 'code', name=op.f('uq_principle_vocabulary_id_code')),
    sa.UniqueConstraint('vocabulary_id', 'position', name=op.f('uq_principle_vocabulary_id_position'))
    )
    op.create_table('principle_item',
    sa.Column('principle_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['principle_id'], ['principle.id'], name=op.f('fk_principle_item_principle_id_principle')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_principle_item')),
    sa.UniqueConstraint('principle_id', 'position', name=op.f('uq_principle_item_principle_id_position')),
    sa.UniqueConstraint('uuid', name=op.f('uq_principle_item_uuid'))
    )
    with op.batch_alter_table('principle_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_principle_item_principle_id'), ['principle_id'], unique=False)

    op.create_table('edited_film',
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('created_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_edited_film_client_id_client')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_edited_film_cycle_id_cycle')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edited_film')),
    sa.UniqueConstraint('uuid', name=op.f('uq_edited_film_uuid'))
    )
    with op.batch_alter_table('edited_film', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_edited_film_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_edited_film_cycle_id'), ['cycle_id'], unique=False)

    op.create_table('caption',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('start_ms', sa.Integer(), nullable=False),
    sa.Column('end_ms', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.CheckConstraint('0 <= start_ms AND start_ms < end_ms', name=op.f('ck_caption_range')),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_caption_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_caption')),
    sa.UniqueConstraint('uuid', name=op.f('uq_caption_uuid'))
    )
    with op.batch_alter_table('caption', schema=None) as batch_op:
        batch_op.create_index('ix_caption_clip_start', ['clip_id', 'start_ms'], unique=False)

    op.create_table('moment',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('start_ms', sa.Integer(), nullable=False),
    sa.Column('end_ms', sa.Integer(), nullable=False),
    sa.Column('start_frame', sa.Integer(), nullable=False),
    sa.Column('end_frame', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=True),
    sa.Column('created_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.CheckConstraint('0 <= start_frame AND start_frame < end_frame', name=op.f('ck_moment_frames')),
    sa.CheckConstraint('0 <= start_ms AND start_ms < end_ms', name=op.f('ck_moment_range')),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_moment_clip_id_clip')),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_moment_goal_id_goal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moment')),
    sa.UniqueConstraint('uuid', name=op.f('uq_moment_uuid'))
    )
    with op.batch_alter_table('moment', schema=None) as batch_op:
        batch_op.create_index('ix_moment_clip_start', ['clip_id', 'start_ms'], unique=False)
        batch_op.create_index(batch_op.f('ix_moment_goal_id'), ['goal_id'], unique=False)

    op.create_table('rendering',
    sa.Column('edited_film_id', sa.Integer(), nullable=False),
    sa.Column('recipe', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'failed', name='renderingstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.Column('storage_key', sa.String(length=200), nullable=True),
    sa.Column('size_bytes', sa.BigInteger(), nullable=True),
    sa.Column('duration_ms', sa.Integer(), nullable=True),
    sa.Column('timeline', sa.JSON(), nullable=False),
    sa.Column('asked_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['edited_film_id'], ['edited_film.id'], name=op.f('fk_rendering_edited_film_id_edited_film')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rendering')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_rendering_storage_key')),
    sa.UniqueConstraint('uuid', name=op.f('uq_rendering_uuid'))
    )
    with op.batch_alter_table('rendering', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rendering_edited_film_id'), ['edited_film_id'], unique=False)

    op.create_table('still',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('frame', sa.Integer(), nullable=False),
    sa.Column('at_ms', sa.Integer(), nullable=False),
    sa.Column('is_kept', sa.Boolean(), nullable=False),
    sa.Column('storage_key', sa.String(length=200), nullable=True),
    sa.Column('created_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.CheckConstraint('0 <= frame AND 0 <= at_ms', name=op.f('ck_still_place')),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_still_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_still')),
    sa.UniqueConstraint('clip_id', 'frame', name=op.f('uq_still_clip_id_frame')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_still_storage_key')),
    sa.UniqueConstraint('uuid', name=op.f('uq_still_uuid'))
    )
    op.create_table('turn',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('party', sa.Enum('child', 'client', 'trainee', 'supervisor', name='party', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('kind', sa.Enum('initiative', 'reception', name='turnkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('start_ms', sa.Integer(), nullable=False),
    sa.Column('end_ms', sa.Integer(), nullable=True),
    sa.Column('start_frame', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.CheckConstraint('0 <= start_frame', name=op.f('ck_turn_frame')),
    sa.CheckConstraint('0 <= start_ms AND (end_ms IS NULL OR start_ms < end_ms)', name=op.f('ck_turn_range')),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_turn_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_turn')),
    sa.UniqueConstraint('uuid', name=op.f('uq_turn_uuid'))
    )
    with op.batch_alter_table('turn', schema=None) as batch_op:
        batch_op.create_index('ix_turn_clip_start', ['clip_id', 'start_ms'], unique=False)

    op.create_table('film_part',
    sa.Column('edited_film_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('moment', 'card', name='partkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('clip_id', sa.Integer(), nullable=True),
    sa.Column('moment_id', sa.Integer(), nullable=True),
    sa.Column('start_frame', sa.Integer(), nullable=True),
    sa.Column('end_frame', sa.Integer(), nullable=True),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('repeat', sa.Enum('none', 'still', 'slow', name='repeat', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(kind = 'moment') = (clip_id IS NOT NULL) AND (kind = 'moment') = (start_frame IS NOT NULL) AND (kind = 'moment') = (end_frame IS NOT NULL)", name=op.f('ck_film_part_moment_has_frames')),
    sa.CheckConstraint('1 <= seconds AND seconds <= 60', name=op.f('ck_film_part_seconds')),
    sa.CheckConstraint('start_frame < end_frame', name=op.f('ck_film_part_frames')),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_film_part_clip_id_clip')),
    sa.ForeignKeyConstraint(['edited_film_id'], ['edited_film.id'], name=op.f('fk_film_part_edited_film_id_edited_film')),
    sa.ForeignKeyConstraint(['moment_id'], ['moment.id'], name=op.f('fk_film_part_moment_id_moment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_film_part')),
    sa.UniqueConstraint('uuid', name=op.f('uq_film_part_uuid'))
    )
    with op.batch_alter_table('film_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_film_part_clip_id'), ['clip_id'], unique=False)
        batch_op.create_index('ix_film_part_film_position', ['edited_film_id', 'position'], unique=False)
        batch_op.create_index(batch_op.f('ix_film_part_moment_id'), ['moment_id'], unique=False)

    op.create_table('moment_tag',
    sa.Column('moment_id', sa.Integer(), nullable=False),
    sa.Column('party', sa.Enum('child', 'client', 'trainee', 'supervisor', name='party', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('principle_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['principle_item.id'], name=op.f('fk_moment_tag_item_id_principle_item')),
    sa.ForeignKeyConstraint(['moment_id'], ['moment.id'], name=op.f('fk_moment_tag_moment_id_moment')),
    sa.ForeignKeyConstraint(['principle_id'], ['principle.id'], name=op.f('fk_moment_tag_principle_id_principle')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moment_tag')),
    sa.UniqueConstraint('moment_id', 'party', 'principle_id', 'item_id', name=op.f('uq_moment_tag_moment_id_party_principle_id_item_id'))
    )
    op.create_table('rendering_source',
    sa.Column('rendering_id', sa.Integer(), nullable=False),
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_rendering_source_clip_id_clip')),
    sa.ForeignKeyConstraint(['rendering_id'], ['rendering.id'], name=op.f('fk_rendering_source_rendering_id_rendering')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rendering_source')),
    sa.UniqueConstraint('rendering_id', 'clip_id', name=op.f('uq_rendering_source_rendering_id_clip_id'))
    )
    with op.batch_alter_table('rendering_source', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rendering_source_clip_id'), ['clip_id'], unique=False)

    op.create_table('screening',
    sa.Column('rendering_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('started_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_screening_person_id_person')),
    sa.ForeignKeyConstraint(['rendering_id'], ['rendering.id'], name=op.f('fk_screening_rendering_id_rendering')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening')),
    sa.UniqueConstraint('uuid', name=op.f('uq_screening_uuid'))
    )
    with op.batch_alter_table('screening', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_screening_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_screening_rendering_id'), ['rendering_id'], unique=False)

    op.create_table('frame_times',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('packed', sa.LargeBinary(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('0 < count', name=op.f('ck_frame_times_count_positive')),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_frame_times_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frame_times')),
    sa.UniqueConstraint('clip_id', name=op.f('uq_frame_times_clip_id'))
    )
    _allow((*KINDS, *NEW_KINDS))



def downgrade():
    rendition = sa.table("rendition", sa.column("kind"))
    op.execute(rendition.delete().where(rendition.c.kind.in_(NEW_KINDS)))
    _allow(KINDS)
    op.drop_table('frame_times')
    with op.batch_alter_table('screening', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_screening_rendering_id'))
        batch_op.drop_index(batch_op.f('ix_screening_person_id'))

    op.drop_table('screening')
    with op.batch_alter_table('rendering_source', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rendering_source_clip_id'))

    op.drop_table('rendering_source')
    op.drop_table('moment_tag')
    with op.batch_alter_table('film_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_film_part_moment_id'))
        batch_op.drop_index('ix_film_part_film_position')
        batch_op.drop_index(batch_op.f('ix_film_part_clip_id'))

    op.drop_table('film_part')
    with op.batch_alter_table('turn', schema=None) as batch_op:
        batch_op.drop_index('ix_turn_clip_start')

    op.drop_table('turn')
    op.drop_table('still')
    with op.batch_alter_table('rendering', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rendering_edited_film_id'))

    op.drop_table('rendering')
    with op.batch_alter_table('moment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_moment_goal_id'))
        batch_op.drop_index('ix_moment_clip_start')

    op.drop_table('moment')
    with op.batch_alter_table('caption', schema=None) as batch_op:
        batch_op.drop_index('ix_caption_clip_start')

    op.drop_table('caption')
    with op.batch_alter_table('edited_film', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_edited_film_cycle_id'))
        batch_op.drop_index(batch_op.f('ix_edited_film_client_id'))

    op.drop_table('edited_film')
    with op.batch_alter_table('principle_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_principle_item_principle_id'))

    op.drop_table('principle_item')
    op.drop_table('principle')
    op.drop_table('vocabulary')


def _allow(kinds):
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("rendition") as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), f"kind IN ({listed})")
