"""From the lines of a film to their page."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import render_template, request

from app.clips.captions.forms import CaptionForm
from app.clips.captions.models import Caption
from app.clips.captions.policies import can_caption
from app.clips.captions.queries import list_captions
from app.clips.captions.removed import RemovedLine, name_removed, read_removed
from app.clips.models import Clip
from app.core.actor import Actor
from app.core.time_range import write_time
from app.drafts.queries import find_draft
from app.extensions import current_actor


def render_captions(
    clip: Clip, *, typed: CaptionForm | None = None, edited: Caption | None = None
) -> str:
    """The page, with the form of a new line or of the one that is open, as it was typed or filled."""
    actor = current_actor()
    may_write = can_caption(actor, clip)
    edited = edited if may_write else None
    return render_template(
        "clips/captions/show.html",
        clip=clip,
        form=typed,
        lines=list_captions(actor, clip),
        may_write=may_write,
        is_open=clip.state.can_play and clip.duration_ms is not None,
        new_form=CaptionForm(formdata=None) if edited else typed or CaptionForm(formdata=None),
        edited=edited,
        edit_form=(typed or _fill(edited)).put_into(edited.uuid) if edited else None,
        removed=_find_removed(actor, clip) if may_write else None,
        viewing_uuid=request.args.get("viewing", type=UUID),
        new_uuid=uuid4,
    )


def _fill(line: Caption) -> CaptionForm:
    return CaptionForm(
        formdata=None,
        uuid=line.uuid,
        start=write_time(line.anchor.start_ms),
        end=write_time(line.anchor.end_ms or 0),
        words=line.words,
    )


def _find_removed(actor: Actor, clip: Clip) -> RemovedLine | None:
    draft = find_draft(actor, name_removed(clip))
    return read_removed(draft.body) if draft else None
