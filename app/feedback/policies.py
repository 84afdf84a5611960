"""Who may ask, comment, answer, and read. What is said about a film is as private as the film itself."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.models import Clip, ClipShowing
from app.clips.policies import owns, select_shown_clips, talk_visible_to
from app.core.actor import Actor
from app.feedback.models import Comment, FeedbackRequest


def can_ask(actor: Actor, clip: Clip) -> bool:
    """Trainees ask about their own films."""
    return owns(actor, clip)


def can_comment(actor: Actor, clip: Clip) -> bool:
    """The trainee's own supervisor comments, and releases what they wrote."""
    return actor.supervises(clip.cycle.client.enrolment_id)


def can_edit(actor: Actor, comment: Comment) -> bool:
    """Authors may reword a draft; what was released stays as it was read."""
    return _is_own(actor, comment) and comment.released_at is None


def can_withdraw(actor: Actor, comment: Comment) -> bool:
    """Authors may take a comment back, released or not, once."""
    return _is_own(actor, comment) and comment.withdrawn_at is None


def can_reply(actor: Actor, comment: Comment) -> bool:
    """The two people of the conversation: the trainee and their supervisor."""
    return can_ask(actor, comment.clip) or can_comment(actor, comment.clip)


def comment_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Comments on films the actor may see, closed for a day or not: the released ones, and drafts of the actor's own.

    Without the family's consent there are no words either, for their author neither. The reviewer of a stage reads
    released ones of the clips they are shown, where the trainee includes feedback.
    """
    shown = select_shown_clips(actor).where(
        ClipShowing.includes_feedback, ClipShowing.clip_id == Comment.clip_id
    )
    is_released = Comment.released_at.is_not(None)
    is_own = Comment.author_id == actor.person_id
    return sa.or_(
        _is_of_open_film(Comment.clip_id, actor) & (is_released | is_own),
        shown.correlate(Comment).exists() & is_released,
    )


def request_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Requests for feedback on films whose talk the actor may read."""
    return _is_of_open_film(FeedbackRequest.clip_id, actor)


def _is_own(actor: Actor, comment: Comment) -> bool:
    return comment.author_id == actor.person_id and can_comment(actor, comment.clip)


def _is_of_open_film(
    clip_id: sa.orm.InstrumentedAttribute[int], actor: Actor
) -> sa.ColumnElement[bool]:
    return sa.exists().where(Clip.id == clip_id, talk_visible_to(actor)).correlate(clip_id.class_)
