"""Who may ask, comment, answer, and read. Feedback is read through its cycle, not through its film."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Cycle
from app.cases.policies import cycle_visible_to
from app.clips.models import Clip, ClipShowing
from app.clips.policies import owns, select_shown_clips
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
    """Comments of cycles the actor may see: the released ones, and drafts of the actor's own.

    The reviewer of a stage reads released ones of the clips they are shown, where the trainee includes feedback.
    """
    shown = select_shown_clips(actor).where(ClipShowing.includes_feedback)
    is_released = Comment.released_at.is_not(None)
    is_own = Comment.author_id == actor.person_id
    return sa.or_(
        _clip_of_visible_cycle(Comment.clip_id, actor) & (is_released | is_own),
        Comment.clip_id.in_(shown) & is_released,
    )


def request_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Requests for feedback in cycles the actor may see."""
    return _clip_of_visible_cycle(FeedbackRequest.clip_id, actor)


def _is_own(actor: Actor, comment: Comment) -> bool:
    return comment.author_id == actor.person_id and can_comment(actor, comment.clip)


def _clip_of_visible_cycle(
    clip_id: sa.SQLColumnExpression[int], actor: Actor
) -> sa.ColumnElement[bool]:
    cycles = sa.select(Cycle.id).where(cycle_visible_to(actor)).correlate(None)
    clips = sa.select(Clip.id).where(Clip.cycle_id.in_(cycles)).correlate(None)
    return clip_id.in_(clips)
