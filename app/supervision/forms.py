"""Writing a session down, and answering it."""

from __future__ import annotations

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import BaseForm, Choice
from app.supervision.models import Mode
from app.wording.forms import WordsField

MODES = (
    Choice(Mode.VIDEO_CALL.value, "Video call"),
    Choice(Mode.IN_PERSON.value, "In person"),
)


class SessionForm(BaseForm):
    """A session after it happened, of one trainee."""

    held_on = DateField("Day", validators=[InputRequired("Enter the day of the session.")])
    minutes = IntegerField(
        "Length",
        default=60,
        validators=[
            InputRequired("Enter how many minutes you met."),
            NumberRange(5, 600, "Enter the minutes you met: between 5 and 600."),
        ],
    )
    mode = RadioField(
        "How you met",
        choices=MODES,
        default=Mode.VIDEO_CALL.value,
        validators=[DataRequired("Choose one.")],
    )
    cycles = SelectMultipleField(
        "Cycles you looked at",
        description="Tick all that you looked at together.",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    note = WordsField(
        "What you take with you",
        description="Strengths you saw and one or two working points. No names, please.",
        validators=[Length(max=5000, message="Shorten this to 5,000 characters.")],
        kind="session note",
    )


class RefusalForm(BaseForm):
    """What is not right with a record."""

    reason = WordsField(
        "What should be different?",
        validators=[
            DataRequired("Say what should be different, so that it can be recorded again."),
            Length(max=1000, message="Shorten this to 1,000 characters."),
        ],
        kind="refusal of a session",
    )
