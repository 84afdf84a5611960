"""Feedback, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.cases.models import Client, Cycle, FilmKind, Purpose
from app.cases.policies import consented
from app.clips.erased.policies import erasure_ordered
from app.clips.models import Clip
from app.clips.policies import talk_visible_to
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


@dataclass(frozen=True, slots=True)
class HiddenFilm:
    """A film of a cycle that this reader may not see now: how many words stand beside it, and whether the families say yes.

    Where they do, something else closes it.
    """

    kind: FilmKind
    words: int
    has_consent: bool


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
    """The released comments on the films of a cycle whose words the actor may read, with replies and clip, in reading order."""
    return _read_comments(
        Comment.clip_id.in_(sa.select(Clip.id).where(Clip.cycle_id == cycle.id)),
        Comment.released_at.is_not(None),
        policies.comment_visible_to(actor),
    )


def list_hidden_films(actor: Actor, cycle: Cycle) -> Sequence[HiddenFilm]:
    """The films of a cycle that the actor may not see or read about now; erased ones are told of elsewhere."""
    purpose = Purpose.SUPERVISION if actor.supervises(cycle.client.enrolment_id) else Purpose.VIG
    comments = _count(Comment).where(
        Comment.clip_id == Clip.id,
        Comment.withdrawn_at.is_(None),
        sa.or_(Comment.released_at.is_not(None), Comment.author_id == actor.person_id),
    )
    requests = _count(FeedbackRequest).where(FeedbackRequest.clip_id == Clip.id)
    rows = db.session.execute(
        sa.select(
            Clip.kind,
            comments.scalar_subquery() + requests.scalar_subquery(),
            consented(Cycle.client_id, purpose, Clip.kind),
        )
        .join(Clip.cycle)
        .where(Clip.cycle_id == cycle.id, ~erasure_ordered(), ~talk_visible_to(actor))
        .order_by(Clip.id)
    )
    return [HiddenFilm(*row) for row in rows]


def _count(what: type[Comment] | type[FeedbackRequest]) -> sa.Select[int]:
    return sa.select(sa.func.count(what.id)).correlate(Clip)


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
