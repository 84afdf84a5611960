"""From what a page shows to its HTML."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import render_template, request

from app.cases.models import Cycle
from app.clips.models import Clip
from app.clips.queries import FilmsClosed, get_clip
from app.core.errors import NotFound
from app.core.forms import BaseForm
from app.core.time_range import write_time
from app.extensions import current_actor
from app.feedback.cycle_page import build_cycle_page
from app.feedback.forms import AskForm, CommentForm, ReplyForm
from app.feedback.models import Comment
from app.feedback.policies import can_edit
from app.feedback.review_page import PILL_OF_KIND, build_review_page

FILM_NAMES = {"interaction": "Interaction film", "shared_review": "Shared review"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and has to be put right, and the draft that is open; empty on a fresh page."""

    comment: CommentForm | None = None
    ask: AskForm | None = None
    reply: ReplyForm | None = None
    replied_to: Comment | None = None
    edited: Comment | None = None

    def choose_reply(self, comment: Comment) -> ReplyForm:
        """The form under one comment: as it was typed there, else empty."""
        if self.reply and self.replied_to and self.replied_to.id == comment.id:
            return self.reply
        return ReplyForm(formdata=None).put_under(comment)

    @property
    def refused(self) -> BaseForm | None:
        """The form whose problems the page lists first."""
        return self.comment or self.ask or self.reply


def render_clip(clip: Clip, typed: Typed) -> str:
    """The page of a film, with the forms this person may use, as they were typed or empty."""
    page = build_review_page(current_actor(), clip)
    edited = typed.edited if typed.edited and can_edit(current_actor(), typed.edited) else None
    return render_template(
        "feedback/show_clip.html",
        page=page,
        clip=clip,
        form=typed.refused,
        comment_form=typed.comment or (_fill(edited) if edited else CommentForm(formdata=None)),
        edited=edited,
        ask_form=typed.ask or AskForm(formdata=None),
        typed=typed,
        viewing_uuid=request.args.get("viewing", type=UUID),
        **_describe(),
    )


def render_cycle(cycle: Cycle, typed: Typed | None = None) -> str:
    """The page of a cycle."""
    typed = typed or Typed()
    page = build_cycle_page(current_actor(), cycle)
    return render_template(
        "feedback/show_cycle.html",
        page=page,
        cycle=cycle,
        form=typed.refused,
        typed=typed,
        **_describe(),
    )


def is_shown(clip: Clip) -> bool:
    """Whether this person may see the film itself now."""
    try:
        get_clip(current_actor(), clip.uuid)
    except (NotFound, FilmsClosed):
        return False
    return True


def _describe() -> dict[str, object]:
    return {
        "film_names": FILM_NAMES,
        "pill_of_kind": PILL_OF_KIND,
        "new_uuid": uuid4,
    }


def _fill(draft: Comment) -> CommentForm:
    end = draft.anchor.end_ms
    return CommentForm(
        formdata=None,
        uuid=draft.uuid,
        kind=draft.kind,
        start=write_time(draft.anchor.start_ms),
        end="" if end is None else write_time(end),
        body=draft.body,
    )
