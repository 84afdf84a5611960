"""Organisations, the people on the films, goals, notes, keeping and erasing.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
import app.core.base
import app.core.clock

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

VALUES = {
    "consent": (
        "purpose",
        ("vig", "supervision", "accreditation"),
        ("intervision", "teaching", "research"),
    ),
    "clip": ("state", ("uploading", "processing", "playable", "ready", "failed"), ("erased",)),
    "allocation": ("kind", ("supervisor", "reviewer"), ("peer",)),
}
"""table -> the column whose values grow, those it had, those it gains."""

CHECKS = {
    "consent": "purpose",
    "clip": "clipstate",
    "allocation": "allocationkind",
}


def upgrade():
    op.create_table('case_choice',
    sa.Column('list_name', sa.Enum('referral_reason', 'reflection_prompt', name='choicelist', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('retired_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_choice')),
    sa.UniqueConstraint('list_name', 'words', name=op.f('uq_case_choice_list_name_words')),
    sa.UniqueConstraint('uuid', name=op.f('uq_case_choice_uuid'))
    )
    op.create_table('organisation',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('lead', sa.String(length=200), nullable=False),
    sa.Column('controller', sa.String(length=200), nullable=False),
    sa.Column('privacy_contact', sa.String(length=300), nullable=False),
    sa.Column('safeguarding_contact', sa.String(length=300), nullable=False),
    sa.Column('films_may_leave', sa.Boolean(), nullable=False),
    sa.Column('created_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('name', name=op.f('uq_organisation_name')),
    sa.UniqueConstraint('uuid', name=op.f('uq_organisation_uuid'))
    )
    op.create_table('approval',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.Enum('films', 'counts', name='approvalscope', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('is_for_everybody', sa.Boolean(), nullable=False),
    sa.Column('approved_by', sa.String(length=200), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('filed_at', sa.String(length=200), nullable=False),
    sa.Column('recorded_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.CheckConstraint('until_on IS NULL OR from_on <= until_on', name=op.f('ck_approval_from_before_until')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_approval_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_approval_recorded_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval')),
    sa.UniqueConstraint('uuid', name=op.f('uq_approval_uuid'))
    )
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approval_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('consent_wording',
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.String(length=40), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('published_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_consent_wording_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['published_by_id'], ['person.id'], name=op.f('fk_consent_wording_published_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_wording')),
    sa.UniqueConstraint('organisation_id', 'version', name=op.f('uq_consent_wording_organisation_id_version')),
    sa.UniqueConstraint('uuid', name=op.f('uq_consent_wording_uuid'))
    )
    op.create_table('goal_scale',
    sa.Column('low', sa.Integer(), nullable=False),
    sa.Column('high', sa.Integer(), nullable=False),
    sa.Column('low_words', sa.String(length=120), nullable=False),
    sa.Column('high_words', sa.String(length=120), nullable=False),
    sa.Column('chosen_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('chosen_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('0 <= low AND low < high AND high <= 10', name=op.f('ck_goal_scale_range')),
    sa.ForeignKeyConstraint(['chosen_by_id'], ['person.id'], name=op.f('fk_goal_scale_chosen_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal_scale'))
    )
    op.create_table('named_person',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('named_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('named_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['named_by_id'], ['person.id'], name=op.f('fk_named_person_named_by_id_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_named_person_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_named_person_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_named_person')),
    sa.UniqueConstraint('uuid', name=op.f('uq_named_person_uuid'))
    )
    with op.batch_alter_table('named_person', schema=None) as batch_op:
        batch_op.create_index('ix_named_person_person_current', ['person_id', 'ended_at'], unique=False)
        batch_op.create_index('uq_named_person_current', ['organisation_id', 'person_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('retention_rule',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Enum('case_closed', 'shared_review', 'filmed', name='rulebasis', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Enum('days', 'weeks', 'months', name='ruleunit', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('recorded_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_retention_rule_amount_positive')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_retention_rule_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_retention_rule_recorded_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_rule'))
    )
    with op.batch_alter_table('retention_rule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_retention_rule_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('approval_ending',
    sa.Column('approval_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['approval_id'], ['approval.id'], name=op.f('fk_approval_ending_approval_id_approval')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_approval_ending_recorded_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_ending')),
    sa.UniqueConstraint('approval_id', name=op.f('uq_approval_ending_approval_id'))
    )
    op.create_table('approved_person',
    sa.Column('approval_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['approval_id'], ['approval.id'], name=op.f('fk_approved_person_approval_id_approval')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_approved_person_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approved_person')),
    sa.UniqueConstraint('approval_id', 'person_id', name=op.f('uq_approved_person_approval_id_person_id'))
    )
    with op.batch_alter_table('approved_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approved_person_person_id'), ['person_id'], unique=False)

    op.create_table('case_closing',
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.Column('reopened_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reopened_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_case_closing_client_id_client')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_case_closing_recorded_by_id_person')),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['person.id'], name=op.f('fk_case_closing_reopened_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_closing')),
    sa.UniqueConstraint('uuid', name=op.f('uq_case_closing_uuid'))
    )
    with op.batch_alter_table('case_closing', schema=None) as batch_op:
        batch_op.create_index('uq_case_closing_current', ['client_id'], unique=True, sqlite_where=sa.text('reopened_at IS NULL'), postgresql_where=sa.text('reopened_at IS NULL'))

    op.create_table('client_reminder',
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_client_reminder_client_id_client')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client_reminder')),
    sa.UniqueConstraint('client_id', name=op.f('uq_client_reminder_client_id'))
    )
    op.create_table('filmed_person',
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('relation', sa.Enum('child', 'parent', 'carer', 'professional', 'other', 'family', name='relation', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('is_client', sa.Boolean(), nullable=False),
    sa.Column('in_interaction', sa.Boolean(), nullable=False),
    sa.Column('consents_again_on', sa.Date(), nullable=True),
    sa.Column('added_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('left_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_filmed_person_client_id_client')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filmed_person')),
    sa.UniqueConstraint('client_id', 'relation', 'number', name=op.f('uq_filmed_person_client_id_relation_number')),
    sa.UniqueConstraint('uuid', name=op.f('uq_filmed_person_uuid'))
    )
    op.create_table('goal',
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('would_know', sa.Text(), nullable=False),
    sa.Column('scale_id', sa.Integer(), nullable=False),
    sa.Column('set_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('created_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_goal_client_id_client')),
    sa.ForeignKeyConstraint(['scale_id'], ['goal_scale.id'], name=op.f('fk_goal_scale_id_goal_scale')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
    sa.UniqueConstraint('client_id', 'number', name=op.f('uq_goal_client_id_number')),
    sa.UniqueConstraint('uuid', name=op.f('uq_goal_uuid'))
    )
    op.create_table('cycle_mark',
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('moments_chosen', 'film_edited', 'supervised', name='markkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reached_on', sa.Date(), nullable=False),
    sa.Column('marked_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_cycle_mark_cycle_id_cycle')),
    sa.ForeignKeyConstraint(['marked_by_id'], ['person.id'], name=op.f('fk_cycle_mark_marked_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cycle_mark')),
    sa.UniqueConstraint('cycle_id', 'kind', name=op.f('uq_cycle_mark_cycle_id_kind'))
    )
    op.create_table('filming_notes',
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('is_remote', sa.Boolean(), nullable=False),
    sa.Column('activity', sa.String(length=120), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_filming_notes_cycle_id_cycle')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filming_notes')),
    sa.UniqueConstraint('cycle_id', name=op.f('uq_filming_notes_cycle_id'))
    )
    op.create_table('goal_rating',
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.Enum('baseline', 'cycle', 'final', 'follow_up', name='occasion', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=True),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('rated_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_goal_rating_cycle_id_cycle')),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_goal_rating_goal_id_goal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal_rating')),
    sa.UniqueConstraint('goal_id', 'cycle_id', name=op.f('uq_goal_rating_goal_id_cycle_id')),
    sa.UniqueConstraint('uuid', name=op.f('uq_goal_rating_uuid'))
    )
    with op.batch_alter_table('goal_rating', schema=None) as batch_op:
        batch_op.create_index('uq_goal_rating_once', ['goal_id', 'occasion'], unique=True, sqlite_where=sa.text('cycle_id IS NULL'), postgresql_where=sa.text('cycle_id IS NULL'))

    op.create_table('reflection',
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('prompt_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('saved_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('shared_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_reflection_cycle_id_cycle')),
    sa.ForeignKeyConstraint(['prompt_id'], ['case_choice.id'], name=op.f('fk_reflection_prompt_id_case_choice')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reflection')),
    sa.UniqueConstraint('cycle_id', 'prompt_id', name=op.f('uq_reflection_cycle_id_prompt_id')),
    sa.UniqueConstraint('uuid', name=op.f('uq_reflection_uuid'))
    )
    op.create_table('shared_review_notes',
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('moments_shown', sa.Integer(), nullable=True),
    sa.Column('client_words', sa.Text(), nullable=False),
    sa.Column('insight', sa.Text(), nullable=False),
    sa.Column('changed_goal', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_shared_review_notes_cycle_id_cycle')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_review_notes')),
    sa.UniqueConstraint('cycle_id', name=op.f('uq_shared_review_notes_cycle_id'))
    )
    op.create_table('deletion_record',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('clip_uuid', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('interaction', 'shared_review', name='filmkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.Enum('wrong_film', 'consent_withdrawn', 'consent_ended', 'rule', 'case_closed', 'returned', 'person_left', name='erasurereason', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('size_bytes', sa.BigInteger(), nullable=False),
    sa.Column('ordered_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ordered_by_id', sa.Integer(), nullable=True),
    sa.Column('erased_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_deletion_record_clip_id_clip')),
    sa.ForeignKeyConstraint(['ordered_by_id'], ['person.id'], name=op.f('fk_deletion_record_ordered_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deletion_record')),
    sa.UniqueConstraint('clip_id', name=op.f('uq_deletion_record_clip_id')),
    sa.UniqueConstraint('clip_uuid', name=op.f('uq_deletion_record_clip_uuid')),
    sa.UniqueConstraint('uuid', name=op.f('uq_deletion_record_uuid'))
    )
    with op.batch_alter_table('deletion_record', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deletion_record_erased_at'), ['erased_at'], unique=False)

    op.create_table('erasure_order',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Enum('wrong_film', 'consent_withdrawn', 'consent_ended', 'rule', 'case_closed', 'returned', 'person_left', name='erasurereason', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('ordered_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ordered_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_erasure_order_clip_id_clip')),
    sa.ForeignKeyConstraint(['ordered_by_id'], ['person.id'], name=op.f('fk_erasure_order_ordered_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_order')),
    sa.UniqueConstraint('clip_id', name=op.f('uq_erasure_order_clip_id'))
    )
    op.create_table('film_decision',
    sa.Column('closing_id', sa.Integer(), nullable=False),
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('erase', 'return', 'keep', name='filmoutcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('purpose', sa.Enum('vig', 'supervision', 'accreditation', 'intervision', 'teaching', 'research', name='purpose', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_film_decision_clip_id_clip')),
    sa.ForeignKeyConstraint(['closing_id'], ['case_closing.id'], name=op.f('fk_film_decision_closing_id_case_closing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_film_decision')),
    sa.UniqueConstraint('closing_id', 'clip_id', name=op.f('uq_film_decision_closing_id_clip_id'))
    )
    with op.batch_alter_table('film_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_film_decision_clip_id'), ['clip_id'], unique=False)

    op.create_table('hold',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('reason', 'safeguarding', name='holdkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('placed_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('placed_by_id', sa.Integer(), nullable=False),
    sa.Column('lifted_at', app.core.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lifted_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_hold_clip_id_clip')),
    sa.ForeignKeyConstraint(['lifted_by_id'], ['person.id'], name=op.f('fk_hold_lifted_by_id_person')),
    sa.ForeignKeyConstraint(['placed_by_id'], ['person.id'], name=op.f('fk_hold_placed_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hold')),
    sa.UniqueConstraint('uuid', name=op.f('uq_hold_uuid'))
    )
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hold_clip_id'), ['clip_id'], unique=False)

    op.create_table('keeping_extension',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('vig', 'supervision', 'accreditation', 'intervision', 'teaching', 'research', name='purpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('recorded_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_keeping_extension_clip_id_clip')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_keeping_extension_recorded_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_keeping_extension')),
    sa.UniqueConstraint('uuid', name=op.f('uq_keeping_extension_uuid'))
    )
    with op.batch_alter_table('keeping_extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_keeping_extension_clip_id'), ['clip_id'], unique=False)

    op.create_table('keeping_reminder',
    sa.Column('clip_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('days_before', sa.Integer(), nullable=False),
    sa.Column('sent_at', app.core.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clip_id'], ['clip.id'], name=op.f('fk_keeping_reminder_clip_id_clip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_keeping_reminder')),
    sa.UniqueConstraint('clip_id', 'due_on', 'days_before', name=op.f('uq_keeping_reminder_clip_id_due_on_days_before'))
    )
    op.create_table('hold_reader',
    sa.Column('hold_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['hold_id'], ['hold.id'], name=op.f('fk_hold_reader_hold_id_hold')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_hold_reader_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hold_reader')),
    sa.UniqueConstraint('hold_id', 'person_id', name=op.f('uq_hold_reader_hold_id_person_id'))
    )
    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.add_column(sa.Column('organisation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('referral_reason_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('referred_on', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_client_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_client_organisation_id_organisation'), 'organisation', ['organisation_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_client_referral_reason_id_case_choice'), 'case_choice', ['referral_reason_id'], ['id'])

    _name_people()
    for table, (column, former, further) in VALUES.items():
        _allow(table, column, (*former, *further))



def downgrade():
    for table, (column, former, further) in VALUES.items():
        _forget(table, column, further)
        _allow(table, column, former)
    _join_people()
    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_client_referral_reason_id_case_choice'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_client_organisation_id_organisation'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_client_organisation_id'))
        batch_op.drop_column('referred_on')
        batch_op.drop_column('referral_reason_id')
        batch_op.drop_column('organisation_id')

    op.drop_table('hold_reader')
    op.drop_table('keeping_reminder')
    with op.batch_alter_table('keeping_extension', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_keeping_extension_clip_id'))

    op.drop_table('keeping_extension')
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hold_clip_id'))

    op.drop_table('hold')
    with op.batch_alter_table('film_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_film_decision_clip_id'))

    op.drop_table('film_decision')
    op.drop_table('erasure_order')
    with op.batch_alter_table('deletion_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deletion_record_erased_at'))

    op.drop_table('deletion_record')
    op.drop_table('shared_review_notes')
    op.drop_table('reflection')
    with op.batch_alter_table('goal_rating', schema=None) as batch_op:
        batch_op.drop_index('uq_goal_rating_once', sqlite_where=sa.text('cycle_id IS NULL'), postgresql_where=sa.text('cycle_id IS NULL'))

    op.drop_table('goal_rating')
    op.drop_table('filming_notes')
    op.drop_table('cycle_mark')
    op.drop_table('goal')
    op.drop_table('filmed_person')
    op.drop_table('client_reminder')
    with op.batch_alter_table('case_closing', schema=None) as batch_op:
        batch_op.drop_index('uq_case_closing_current', sqlite_where=sa.text('reopened_at IS NULL'), postgresql_where=sa.text('reopened_at IS NULL'))

    op.drop_table('case_closing')
    with op.batch_alter_table('approved_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_approved_person_person_id'))

    op.drop_table('approved_person')
    op.drop_table('approval_ending')
    with op.batch_alter_table('retention_rule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_retention_rule_organisation_id'))

    op.drop_table('retention_rule')
    with op.batch_alter_table('named_person', schema=None) as batch_op:
        batch_op.drop_index('uq_named_person_current', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_named_person_person_current')

    op.drop_table('named_person')
    op.drop_table('goal_scale')
    op.drop_table('consent_wording')
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_approval_organisation_id'))

    op.drop_table('approval')
    op.drop_table('organisation')
    op.drop_table('case_choice')


def _allow(table, column, values):
    """Let the column hold these values and no others."""
    name = op.f(f"ck_{table}_{CHECKS[table]}")
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"{column} IN ({listed})")


def _forget(table, column, values):
    """Rows that the former schema cannot hold go, with what hangs on them."""
    rows = sa.table(table, sa.column("id"), sa.column(column))
    chosen = sa.select(rows.c.id).where(rows.c[column].in_(values))
    if table == "clip":
        op.execute(rows.update().where(rows.c[column].in_(values)).values({column: "failed"}))
        return
    for other, key in (("consent_withdrawal", "consent_id"), ("clip_showing", "allocation_id")):
        if key == f"{table}_id":
            hanging = sa.table(other, sa.column(key))
            op.execute(hanging.delete().where(hanging.c[key].in_(chosen)))
    op.execute(rows.delete().where(rows.c.id.in_(chosen)))


def _name_people():
    """Whoever consented as a family so far becomes one entry of the people on its films."""
    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_index("ix_consent_client_purpose")
        batch_op.add_column(sa.Column("filmed_person_id", sa.Integer()))
        batch_op.add_column(sa.Column("from_on", sa.Date()))
        batch_op.add_column(sa.Column("until_on", sa.Date()))
        batch_op.add_column(sa.Column("given_by", sa.String(length=32)))
        batch_op.add_column(sa.Column("evidence", sa.String(length=32)))
        batch_op.add_column(sa.Column("wording_id", sa.Integer()))
    consent = sa.table(
        "consent", *map(sa.column, ("client_id", "filmed_person_id", "from_on", "given_on", "given_by", "evidence"))
    )
    person = sa.table(
        "filmed_person",
        sa.column("id"),
        sa.column("uuid", sa.Uuid()),
        sa.column("client_id"),
        sa.column("relation"),
        sa.column("number"),
        sa.column("is_client", sa.Boolean()),
        sa.column("in_interaction", sa.Boolean()),
        sa.column("added_at", app.core.base.UtcDateTime(timezone=True)),
    )
    clients = op.get_bind().execute(sa.select(consent.c.client_id).distinct()).scalars().all()
    for start in range(0, len(clients), 500):
        op.bulk_insert(
            person,
            [
                {
                    "uuid": uuid4(),
                    "client_id": client_id,
                    "relation": "family",
                    "number": 1,
                    "is_client": True,
                    "in_interaction": True,
                    "added_at": app.core.clock.now(),
                }
                for client_id in clients[start : start + 500]
            ],
        )
    family = sa.select(person.c.id).where(person.c.client_id == consent.c.client_id).scalar_subquery()
    op.execute(
        consent.update().values(
            filmed_person_id=family, from_on=consent.c.given_on, given_by="parent", evidence="signed_form"
        )
    )
    with op.batch_alter_table("consent") as batch_op:
        for column, kind in (("filmed_person_id", sa.Integer()), ("from_on", sa.Date())):
            batch_op.alter_column(column, existing_type=kind, nullable=False)
        for column in ("given_by", "evidence"):
            batch_op.alter_column(column, existing_type=sa.String(length=32), nullable=False)
        batch_op.drop_constraint(op.f("fk_consent_client_id_client"), type_="foreignkey")
        batch_op.drop_column("client_id")
        batch_op.create_foreign_key(
            op.f("fk_consent_filmed_person_id_filmed_person"), "filmed_person", ["filmed_person_id"], ["id"]
        )
        batch_op.create_foreign_key(
            op.f("fk_consent_wording_id_consent_wording"), "consent_wording", ["wording_id"], ["id"]
        )
        batch_op.create_index("ix_consent_filmed_person_purpose", ["filmed_person_id", "purpose"])
        batch_op.create_check_constraint(
            op.f("ck_consent_from_before_until"), "until_on IS NULL OR from_on <= until_on"
        )
        batch_op.create_check_constraint(
            op.f("ck_consent_giver"), "given_by IN ('themselves', 'parent', 'guardian', 'authority')"
        )
        batch_op.create_check_constraint(
            op.f("ck_consent_evidencekind"), "evidence IN ('signed_form', 'electronic', 'recorded')"
        )


def _join_people():
    """Back to one consent of the family: that of its first person stands for all."""
    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_index("ix_consent_filmed_person_purpose")
        batch_op.add_column(sa.Column("client_id", sa.Integer()))
    consent = sa.table("consent", sa.column("client_id"), sa.column("filmed_person_id"))
    person = sa.table("filmed_person", sa.column("id"), sa.column("client_id"))
    of_person = sa.select(person.c.client_id).where(person.c.id == consent.c.filmed_person_id).scalar_subquery()
    op.execute(consent.update().values(client_id=of_person))
    with op.batch_alter_table("consent") as batch_op:
        for name in ("from_before_until", "giver", "evidencekind"):
            batch_op.drop_constraint(op.f(f"ck_consent_{name}"), type_="check")
        batch_op.alter_column("client_id", existing_type=sa.Integer(), nullable=False)
        for name in ("filmed_person_id_filmed_person", "wording_id_consent_wording"):
            batch_op.drop_constraint(op.f(f"fk_consent_{name}"), type_="foreignkey")
        for column in ("filmed_person_id", "from_on", "until_on", "given_by", "evidence", "wording_id"):
            batch_op.drop_column(column)
        batch_op.create_foreign_key(op.f("fk_consent_client_id_client"), "client", ["client_id"], ["id"])
        batch_op.create_index("ix_consent_client_purpose", ["client_id", "purpose"])
