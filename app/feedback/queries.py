"""Feedback, read."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.clips.policies import visible_to as clip_visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.extensions import db
from app.feedback import policies
from app.feedback.models import Comment, CommentKind, FeedbackRequest, Reply
from app.trainees.models import Enrolment

READING_ORDER = (Comment.kind != CommentKind.STRENGTH, Comment.start_ms, Comment.id)
"""Strengths first, then by time."""


def get_comment(actor: Actor, comment_uuid: UUID) -> Comment:
    """One comment with its clip, cycle and trainee. Raises NotFound, for a stranger's draft too."""
    comment = db.session.scalar(
        sa.select(Comment)
        .where(Comment.uuid == comment_uuid, policies.comment_visible_to(actor))
        .options(joinedload(Comment.clip).joinedload(Clip.cycle).joinedload(Cycle.client))
    )
    if comment is None:
        raise NotFound
    return comment


def list_comments(actor: Actor, clip: Clip) -> Sequence[Comment]:
    """The comments on this film that the actor may read, with replies, in reading order."""
    return _read_comments(Comment.clip_id == clip.id, policies.comment_visible_to(actor))


def list_released_comments(actor: Actor, cycle: Cycle) -> Sequence[Comment]:
    """The released comments on all films of a cycle, with replies and clip, in reading order.

    They are there for whoever sees the cycle, whether or not its films may still be seen.
    """
    return _read_comments(
        Comment.clip_id.in_(sa.select(Clip.id).where(Clip.cycle_id == cycle.id)),
        Comment.released_at.is_not(None),
        policies.comment_visible_to(actor),
    )


def _read_comments(*criteria: sa.ColumnElement[bool]) -> Sequence[Comment]:
    return db.session.scalars(
        sa.select(Comment)
        .where(*criteria)
        .options(
            joinedload(Comment.author),
            joinedload(Comment.clip),
            selectinload(Comment.replies).joinedload(Reply.author),
        )
        .order_by(*READING_ORDER)
    ).all()


def list_requests(actor: Actor, clip: Clip) -> Sequence[FeedbackRequest]:
    """What the trainee asked about this film, the latest first, with the stretches."""
    return db.session.scalars(
        sa.select(FeedbackRequest)
        .where(FeedbackRequest.clip_id == clip.id, policies.request_visible_to(actor))
        .options(selectinload(FeedbackRequest.stretches))
        .order_by(FeedbackRequest.id.desc())
    ).all()


def was_asked_about(actor: Actor, cycle: Cycle) -> bool:
    """Whether the trainee has ever asked about a film of this cycle."""
    asked = (
        sa.select(FeedbackRequest.id)
        .join(FeedbackRequest.clip)
        .where(Clip.cycle_id == cycle.id, policies.request_visible_to(actor))
    )
    return db.session.scalar(sa.select(asked.exists())) or False


def list_requests_waiting(actor: Actor, page: int = 1) -> Page[FeedbackRequest]:
    """What the actor's trainees asked them to look at and nobody answered, oldest first.

    Each row carries its stretches, clip, cycle, client, enrolment and person without a further query. A film that
    may no longer be seen asks for nothing.
    """
    waiting = (
        sa.select(FeedbackRequest)
        .join(FeedbackRequest.clip)
        .join(Clip.cycle)
        .join(Cycle.client)
        .where(
            FeedbackRequest.answered_at.is_(None),
            Client.enrolment_id.in_(actor.supervised_ids),
            clip_visible_to(actor),
        )
    )
    to_person = (
        joinedload(FeedbackRequest.clip)
        .joinedload(Clip.cycle)
        .joinedload(Cycle.client)
        .joinedload(Client.enrolment)
        .joinedload(Enrolment.person)
    )
    oldest_first = waiting.options(to_person, selectinload(FeedbackRequest.stretches)).order_by(
        FeedbackRequest.asked_at, FeedbackRequest.id
    )
    return read_page(db.session(), oldest_first, count_rows(waiting), page).build(itemgetter(0))
