"""The forms of turns, for whoever marks by time instead of by key."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from app.clips.frames.index import FrameIndex
from app.clips.turns.marked import Marked
from app.clips.turns.models import TurnKind
from app.clips.turns.view import list_all_keys
from app.core.forms import BaseForm, Choice, SentOnce, check_time
from app.core.time_range import parse_ms
from app.frameworks.parties import Party

FARTHEST_FRAMES = 1000


class TurnForm(SentOnce):
    """One turn at a typed time."""

    at = StringField("At", [DataRequired("Say where in the film, like 1:05."), check_time])
    turn = SelectField(
        "Who does what", choices=[Choice(key.value, key.label) for key in list_all_keys()]
    )

    def read(self, frames: FrameIndex) -> Marked:
        """The turn as services take it, at the frame shown at its time; behind the film, a frame that it does not have."""
        party, kind = self.turn.data.split(":")
        at_ms = parse_ms(self.at.data or "")
        is_inside = at_ms < frames.start_ms(frames.count)
        frame = frames.find_frame(at_ms) if is_inside else frames.count
        return Marked(self.get_uuid(), Party(party), TurnKind(kind), frame)


class MoveForm(BaseForm):
    """By how many frames a turn is put later."""

    by = IntegerField(
        "Frames later", [InputRequired(), NumberRange(-FARTHEST_FRAMES, FARTHEST_FRAMES)]
    )
