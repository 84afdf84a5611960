"""Asking for a review, giving it to somebody, deciding it."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.accreditation.models import Outcome
from app.core.forms import BaseForm, Choice
from app.wording.forms import WordsField

OUTCOMES = (
    Choice(Outcome.MET.value, "Met: the stage is complete"),
    Choice(Outcome.NOT_YET.value, "Not yet: more practice first, then they ask again"),
)


class ReviewForm(BaseForm):
    """What a trainee brings to their review."""

    statement = WordsField(
        "Your reflective statement",
        validators=[
            DataRequired("Write your reflective statement: your reviewer reads it first."),
            Length(max=20_000, message="Shorten your statement to 20,000 characters."),
        ],
        kind="reflective statement",
    )
    clips = SelectMultipleField(
        "Films you choose to show",
        validate_choice=False,  # the service says why a film cannot be shown
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    includes_feedback = BooleanField(
        "Include the feedback my supervisor has released on these films"
    )


class AppointmentForm(BaseForm):
    """Which supervisor reviews, and who was in place when the page was made."""

    reviewer = SelectField(
        "Reviewer",
        validate_choice=False,  # the service says why somebody cannot review
        validators=[DataRequired("Choose the supervisor who will review.")],
    )
    replaces = HiddenField()


class DecisionForm(BaseForm):
    """A judgement in words."""

    outcome = RadioField(
        "Is this stage complete?",
        choices=OUTCOMES,
        validators=[DataRequired("Choose met or not yet.")],
    )
    words = WordsField(
        "What you saw",
        validators=[
            DataRequired(
                "Say in your own words what you saw: the decision is read, not only counted."
            ),
            Length(max=10_000, message="Shorten this to 10,000 characters."),
        ],
        kind="decision",
    )
    is_sure = BooleanField(
        "I have decided. I know that this cannot be undone.",
        validators=[DataRequired("Tick this to confirm: a decision cannot be undone.")],
    )
