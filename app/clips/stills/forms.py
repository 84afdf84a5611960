"""Taking a snapshot."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.core.forms import BaseForm

MOST_FRAMES = 2**31 - 1


class StillForm(BaseForm):
    """Which frame of the film."""

    frame = IntegerField(
        "Frame",
        validators=[
            InputRequired("Say which frame."),
            NumberRange(0, MOST_FRAMES, "This film has no such frame."),
        ],
    )
