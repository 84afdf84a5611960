"""How the two halves of a cycle went."""

from __future__ import annotations

from wtforms import BooleanField, DateField, IntegerField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.cases.notes.said import Filming, SharedReview
from app.core.forms import BaseForm
from app.wording.forms import WordsField, WordsLineField

LONGEST_WORDS = 4000


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"Shorten this to {characters:,} characters.")


class FilmingForm(BaseForm):
    """How the filming went."""

    place = WordsLineField(
        "Where",
        kind="place of filming",
        description="The kind of place, such as at home, nursery or playground.",
        validators=[Optional(), _at_most(80)],
    )
    is_remote = BooleanField("From afar, by video call")
    activity = WordsLineField(
        "What they did",
        kind="activity filmed",
        description="Such as a meal, play on the floor or getting dressed.",
        validators=[Optional(), _at_most(120)],
    )
    minutes = IntegerField(
        "Length of the film",
        description="Five to ten minutes are usual.",
        validators=[Optional(), NumberRange(1, 600, "Enter minutes, between 1 and 600.")],
    )

    def read(self) -> Filming:
        """What was entered in a form that has validated."""
        return Filming(
            place=(self.place.data or "").strip(),
            is_remote=bool(self.is_remote.data),
            activity=(self.activity.data or "").strip(),
            minutes=self.minutes.data,
        )


class SharedReviewForm(BaseForm):
    """How the shared review went."""

    minutes = IntegerField(
        "Length of the shared review",
        validators=[Optional(), NumberRange(1, 600, "Enter minutes, between 1 and 600.")],
    )
    moments_shown = IntegerField(
        "Moments you watched together",
        description="Three or four short ones are usual.",
        validators=[Optional(), NumberRange(0, 100, "Enter how many moments, 100 at most.")],
    )
    client_words = WordsField(
        "What they said, in their own words",
        kind="client’s words",
        description="A sentence or two, as they said them. Never a name.",
        validators=[Optional(), _at_most(LONGEST_WORDS)],
    )
    insight = WordsField(
        "What they discovered",
        kind="insight of a shared review",
        validators=[Optional(), _at_most(LONGEST_WORDS)],
    )
    changed_goal = WordsField(
        "What they hope for now",
        kind="changed goal",
        description="Where their goal moved on. Reword it on the page of the goals, or add a new one there.",
        validators=[Optional(), _at_most(LONGEST_WORDS)],
    )

    def read(self) -> SharedReview:
        """What was entered in a form that has validated."""
        return SharedReview(
            minutes=self.minutes.data,
            moments_shown=self.moments_shown.data,
            client_words=(self.client_words.data or "").strip(),
            insight=(self.insight.data or "").strip(),
            changed_goal=(self.changed_goal.data or "").strip(),
        )


class MarkForm(BaseForm):
    """When something beside the cycle was done."""

    reached_on = DateField("Done on", validators=[DataRequired("Enter the day it was done.")])
