"""Everything said about a film: asked, drafted, released, answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.cases.queries import get_cycle
from app.clips.models import Clip
from app.clips.queries import get_clip
from app.core.actor import Actor
from app.core.errors import DomainError, Forbidden, NotFound
from app.core.forms import BaseForm
from app.core.policy import require
from app.extensions import current_actor
from app.feedback import pages, policies, queries, services
from app.feedback.forms import AskForm, CommentForm, ReplyForm
from app.feedback.models import Comment
from app.feedback.pages import Typed

bp = Blueprint("feedback", __name__)
Made = TypeVar("Made")


@bp.get("/cycles/<uuid:cycle_uuid>")
def show_cycle(cycle_uuid: UUID) -> str:
    """One cycle: its dates, its two films, what is missing, and the feedback, which outlives the films."""
    return pages.render_cycle(get_cycle(current_actor(), cycle_uuid))


@bp.get("/clips/<uuid:clip_uuid>")
def show_clip(clip_uuid: UUID) -> str:
    """A film with what its trainee noticed and what was said about it; ``?edit=`` opens one draft."""
    clip = get_clip(current_actor(), clip_uuid)
    draft_uuid = request.args.get("edit", type=UUID)
    draft = queries.get_comment(current_actor(), draft_uuid) if draft_uuid else None
    return pages.render_clip(clip, Typed(edited=draft))


@bp.post("/clips/<uuid:clip_uuid>/requests")
def create_request(clip_uuid: UUID) -> ResponseReturnValue:
    """The trainee asks their supervisor to look."""
    clip, form = _get_clip(clip_uuid, policies.can_ask), AskForm()
    if _attempt(form, lambda: services.ask_for_feedback(current_actor(), clip, **form.read())):
        flash("Your supervisor has been asked.", "success")
        return _go_to(clip, "requests")
    return pages.render_clip(clip, Typed(ask=form)), 422


@bp.post("/clips/<uuid:clip_uuid>/comments")
def create_comment(clip_uuid: UUID) -> ResponseReturnValue:
    """The supervisor keeps a draft."""
    clip, form = _get_clip(clip_uuid, policies.can_comment), CommentForm()
    if draft := _leave_comment(clip, form):
        flash("Kept as a draft. Only you can read it.", "success")
        return _go_to(clip, f"comment-{draft.uuid}")
    return pages.render_clip(clip, Typed(comment=form)), 422


@bp.post("/clips/<uuid:clip_uuid>/release")
def create_release(clip_uuid: UUID) -> ResponseReturnValue:
    """The supervisor releases all drafts of this film, with what stands in the box."""
    clip, form = _get_clip(clip_uuid, policies.can_comment), CommentForm()
    if form.has_words and not _leave_comment(clip, form):
        return pages.render_clip(clip, Typed(comment=form)), 422
    count = services.release_comments(current_actor(), clip)
    known_as = clip.cycle.client.enrolment.person.known_as
    flash(f"{known_as} can read {count} now." if count else "Nothing was waiting.", "success")
    return _go_to(clip, "feedback")


@bp.post("/comments/<uuid:comment_uuid>")
def update_comment(comment_uuid: UUID) -> ResponseReturnValue:
    """The supervisor rewords a draft."""
    draft, form = _get_comment(comment_uuid, policies.can_edit), CommentForm()
    words = _attempt(form, lambda: services.edit_comment(current_actor(), draft, **form.read()))
    if words:
        flash("The draft is changed.", "success")
        return _go_to(draft.clip, f"comment-{draft.uuid}")
    return _render_place(draft.clip, Typed(comment=form, edited=draft)), 422


@bp.post("/comments/<uuid:comment_uuid>/withdrawal")
def create_withdrawal(comment_uuid: UUID) -> ResponseReturnValue:
    """The supervisor takes a comment back."""
    comment = queries.get_comment(current_actor(), comment_uuid)
    clip, was_released = comment.clip, comment.released_at is not None
    services.withdraw_comment(current_actor(), comment)
    flash("Taken back." if was_released else "The draft is deleted.", "success")
    return _go_to(clip, "feedback")


@bp.post("/comments/<uuid:comment_uuid>/replies")
def create_reply(comment_uuid: UUID) -> ResponseReturnValue:
    """One of the two answers."""
    comment = _get_comment(comment_uuid, policies.can_reply)
    form = ReplyForm().put_under(comment)
    if _attempt(form, lambda: services.reply(current_actor(), comment, **form.read())):
        return _go_to(comment.clip, f"comment-{comment.uuid}")
    return _render_place(comment.clip, Typed(reply=form, replied_to=comment)), 422


def _get_clip(clip_uuid: UUID, may: Callable[[Actor, Clip], bool]) -> Clip:
    """The clip, for somebody who may do this to it: nobody fills in a form that would be refused anyway."""
    clip = get_clip(current_actor(), clip_uuid)
    require(may(current_actor(), clip))
    return clip


def _get_comment(comment_uuid: UUID, may: Callable[[Actor, Comment], bool]) -> Comment:
    comment = queries.get_comment(current_actor(), comment_uuid)
    require(may(current_actor(), comment))
    return comment


def _attempt(form: BaseForm, use_case: Callable[[], Made]) -> Made | None:
    """Do it with a form that is whole; None where something has to be put right, with the words at their field."""
    if not form.validate():
        return None
    try:
        return use_case()
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        form.show(error)
        return None


def _leave_comment(clip: Clip, form: CommentForm) -> Comment | None:
    return _attempt(
        form,
        lambda: services.leave_comment(current_actor(), clip, uuid=form.get_uuid(), **form.read()),
    )


def _render_place(clip: Clip, typed: Typed) -> str:
    """The page where the words stand: beside the film or, where that may not be seen any more, in its cycle."""
    if pages.is_shown(clip):
        return pages.render_clip(clip, typed)
    return pages.render_cycle(clip.cycle, typed)


def _go_to(clip: Clip, place: str) -> ResponseReturnValue:
    if pages.is_shown(clip):
        return redirect(url_for(".show_clip", clip_uuid=clip.uuid, _anchor=place), 303)
    return redirect(url_for(".show_cycle", cycle_uuid=clip.cycle.uuid, _anchor=place), 303)
