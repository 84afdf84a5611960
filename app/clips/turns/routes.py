"""Turns: marked along a film by keys or by time, moved by frames, taken away. They are shown beside the film's moments."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.clips.queries import get_studied_clip
from app.clips.turns import queries, services
from app.clips.turns.errors import MarkingNotOpen, MarksUnreadable, TurnOutsideFilm
from app.clips.turns.forms import MoveForm, TurnForm
from app.clips.turns.marked import Marked, read_marks
from app.clips.turns.policies import can_mark
from app.core.policy import require
from app.extensions import accepts_page, current_actor

bp = Blueprint("turns", __name__)


@bp.post("/clips/<uuid:clip_uuid>/turns")
def create_turns(clip_uuid: UUID) -> ResponseReturnValue:
    """Mark turns: several that a script sends, or one from the form."""
    clip = get_studied_clip(current_actor(), clip_uuid)
    require(can_mark(current_actor(), clip))
    marks = read_marks(request.form.getlist("marks")) or [_read_form(clip)]
    services.mark_turns(current_actor(), clip, marks)
    return _answer(clip, "The turn is marked.")


@bp.post("/turns/<uuid:turn_uuid>")
def update_turn(turn_uuid: UUID) -> ResponseReturnValue:
    """Put a turn some frames later or earlier."""
    turn, form = queries.get_turn(current_actor(), turn_uuid), MoveForm()
    require(can_mark(current_actor(), turn.clip))
    if not form.validate() or form.by.data is None:
        raise MarksUnreadable
    services.move_turn(current_actor(), turn, form.by.data)
    return _answer(turn.clip, "The turn is moved.")


@bp.post("/turns/<uuid:turn_uuid>/removal")
def create_removal(turn_uuid: UUID) -> ResponseReturnValue:
    """Take a turn away."""
    turn = queries.get_turn(current_actor(), turn_uuid)
    clip = turn.clip
    services.remove_turn(current_actor(), turn)
    return _answer(clip, "The turn is taken away.")


def _read_form(clip: Clip) -> Marked:
    """The one turn of the form. Raises MarkingNotOpen, MarksUnreadable, TurnOutsideFilm."""
    form, frames = TurnForm(), find_frames(current_actor(), clip)
    if frames is None:
        raise MarkingNotOpen
    if form.at.data and not form.validate() and form.at.errors:
        raise TurnOutsideFilm(" ".join(form.at.errors))
    if not form.validate():
        raise MarksUnreadable("Say at which time of the film, and who did what.")
    return form.read(frames)


def _answer(clip: Clip, words: str) -> ResponseReturnValue:
    """Scripts need no page; people go back to the pattern."""
    if not accepts_page():
        return "", 204
    flash(words, "success")
    return redirect(url_for("moments.index_moments", clip_uuid=clip.uuid, _anchor="turns"), 303)
