"""Asking for feedback, writing it, releasing it, answering it.

A form sends the ``uuid`` its page was made with: sent twice, it makes one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa

from app.allocations.services import tell_supervisor
from app.audit.services import record_event
from app.cases.notes.models import MarkKind
from app.cases.notes.services import mark_cycle
from app.clips.models import Clip
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.core.time_range import RangeBackwards, TimeRange
from app.extensions import db
from app.feedback import policies
from app.feedback.errors import AnchorOutsideClip, CommentNotOpen, FilmNotOpen, StretchMissing
from app.feedback.models import Comment, CommentKind, FeedbackRequest, Reply, Stretch
from app.feedback.noticing import Noticed
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.wording.services import forget_words_of

Words = TypeVar("Words", FeedbackRequest, Comment, Reply)


def ask_for_feedback(
    actor: Actor,
    clip: Clip,
    *,
    question: str,
    stretches: Sequence[Noticed],
    uuid: UUID | None = None,
) -> FeedbackRequest:
    """Ask the supervisor to look at stretches of a film, and tell them.

    Raises FilmNotOpen, StretchMissing, RangeBackwards, AnchorOutsideClip.
    """
    require(policies.can_ask(actor, clip))
    if not stretches:
        raise StretchMissing
    for stretch in stretches:
        if stretch.anchor.end_ms is None:
            raise RangeBackwards
        _check_anchor(clip, stretch.anchor)
    asked = FeedbackRequest(uuid=uuid or uuid4(), clip=clip, question=question)
    asked.stretches = [Stretch(anchor=s.anchor, noticing=s.noticing) for s in stretches]
    kept, is_new = _add_once(asked, FeedbackRequest.clip_id == clip.id)
    if is_new:
        record_event(actor, "feedback.asked", "clip", clip.uuid)
        mark_cycle(actor, clip.cycle, MarkKind.MOMENTS_CHOSEN)
        enrolment = clip.cycle.client.enrolment
        subject = f"{enrolment.person.known_as} asks you to look at a film"
        tell_supervisor(
            actor, enrolment, subject=subject, path=f"/clips/{clip.uuid}", kind=NewsKind.FEEDBACK
        )
    return kept


def leave_comment(
    actor: Actor,
    clip: Clip,
    *,
    kind: CommentKind,
    anchor: TimeRange,
    body: str,
    uuid: UUID | None = None,
) -> Comment:
    """Write a draft at a point or a stretch of a film; only its author reads it until it is released.

    Raises FilmNotOpen, AnchorOutsideClip.
    """
    require(policies.can_comment(actor, clip))
    _check_anchor(clip, anchor)
    draft = Comment(
        uuid=uuid or uuid4(),
        clip=clip,
        author_id=actor.person_id,
        kind=kind,
        anchor=anchor,
        body=body,
    )
    kept, is_new = _add_once(draft, Comment.author_id == actor.person_id)
    if is_new:
        record_event(actor, "comment.drafted", "comment", kept.uuid)
    return kept


def edit_comment(
    actor: Actor, comment: Comment, *, kind: CommentKind, anchor: TimeRange, body: str
) -> Comment:
    """Reword or move a draft. Raises FilmNotOpen, AnchorOutsideClip."""
    require(
        policies.can_edit(actor, comment),
        "What was released stays as it was read. Withdraw it instead.",
    )
    lock_row(db.session(), comment)  # a second tab may release it this moment
    require(policies.can_edit(actor, comment))
    _check_anchor(comment.clip, anchor)
    comment.kind, comment.anchor, comment.body = kind, anchor, body
    record_event(actor, "comment.edited", "comment", comment.uuid)
    return comment


def withdraw_comment(actor: Actor, comment: Comment) -> None:
    """Take a comment back: a draft disappears, a released one leaves the trace that it stood there."""
    require(policies.can_withdraw(actor, comment))
    lock_row(db.session(), comment)
    reader_id = None  # nobody else has read a draft
    if comment.released_at is None:
        forget_words_of(actor, [comment.uuid])
        db.session.delete(comment)
    else:
        comment.withdrawn_at = clock.now()
        reader_id = comment.clip.cycle.client.enrolment.person_id
    record_event(actor, "comment.withdrawn", "comment", comment.uuid, about=reader_id)
    db.session.flush()


def release_comments(actor: Actor, clip: Clip) -> int:
    """Give the trainee all own drafts of this film at once, and tell them once; the number released.

    What the trainee asked about the film is answered by it. Without drafts nothing happens.
    """
    require(policies.can_comment(actor, clip))
    released_at = clock.now()
    released = db.session.scalars(
        sa.update(Comment)
        .where(
            Comment.clip_id == clip.id,
            Comment.author_id == actor.person_id,
            Comment.released_at.is_(None),
        )
        .values(released_at=released_at)
        .returning(Comment.id)
    ).all()
    if released:
        _answer_requests(clip)
        owner_id = clip.cycle.client.enrolment.person_id
        record_event(actor, "feedback.released", "clip", clip.uuid, about=owner_id)
        subject = "Your supervisor released feedback on a film"
        notify(actor, owner_id, subject=subject, path=f"/clips/{clip.uuid}", kind=NewsKind.FEEDBACK)
    return len(released)


def reply(actor: Actor, comment: Comment, body: str, *, uuid: UUID | None = None) -> Reply:
    """Answer a released comment, and tell the other of the two. Raises CommentNotOpen."""
    require(policies.can_reply(actor, comment))
    if comment.released_at is None or comment.withdrawn_at is not None:
        raise CommentNotOpen
    answer = Reply(
        uuid=uuid or uuid4(), comment_id=comment.id, author_id=actor.person_id, body=body
    )
    kept, is_new = _add_once(answer, Reply.author_id == actor.person_id)
    if is_new:
        trainee_id = comment.clip.cycle.client.enrolment.person_id
        other = comment.author_id if actor.person_id == trainee_id else trainee_id
        record_event(actor, "comment.answered", "comment", comment.uuid, about=other)
        _tell_other(actor, comment)
    return kept


def _check_anchor(clip: Clip, anchor: TimeRange) -> None:
    if not clip.state.can_play or clip.duration_ms is None:
        raise FilmNotOpen
    if not anchor.fits(clip.duration_ms):
        raise AnchorOutsideClip(anchor, clip.duration_ms)


def _add_once(words: Words, mine: sa.ColumnElement[bool]) -> tuple[Words, bool]:
    """Add the words unless they are ``mine`` and were sent before under this uuid; and whether they are new."""
    sent = db.session.scalar(sa.select(type(words)).where(type(words).uuid == words.uuid, mine))
    if sent is not None:
        return sent, False
    with refusing(db.session(), {f"uq_{type(words).__tablename__}_uuid": Conflict}):
        db.session.add(words)
    return words, True


def _answer_requests(clip: Clip) -> None:
    db.session.execute(
        sa.update(FeedbackRequest)
        .where(FeedbackRequest.clip_id == clip.id, FeedbackRequest.answered_at.is_(None))
        .values(answered_at=clock.now())
    )


def _tell_other(actor: Actor, comment: Comment) -> None:
    enrolment = comment.clip.cycle.client.enrolment
    path = f"/clips/{comment.clip.uuid}#comment-{comment.uuid}"
    if actor.person_id == enrolment.person_id:
        subject = f"{enrolment.person.known_as} answered you"
        tell_supervisor(actor, enrolment, subject=subject, path=path, kind=NewsKind.FEEDBACK)
    else:
        notify(
            actor,
            enrolment.person_id,
            subject="Your supervisor answered you",
            path=path,
            kind=NewsKind.FEEDBACK,
        )
