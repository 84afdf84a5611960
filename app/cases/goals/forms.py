"""Agreeing a goal, and saying where somebody is on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, RadioField
from wtforms.validators import DataRequired, Length, Optional

from app.cases.goals.rated import Rated
from app.cases.goals.scales import Scale
from app.cases.goals.views import Choice as OccasionChoice
from app.core.forms import BaseForm, Choice, filled
from app.wording.forms import WordsField

LONGEST_QUESTION = 500
LONGEST_WORDS = 2000


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"Shorten this to {characters} characters.")


class MarkForm(BaseForm):
    """A form in which a mark of a scale is chosen."""

    value: RadioField

    def offer_marks(self, scale: Scale) -> None:
        """Let somebody choose among the marks of this scale."""
        self.value.choices = [Choice(str(mark), str(mark)) for mark in scale.marks]


class WordingForm(BaseForm):
    """What a family hopes for, in the words they chose."""

    question = WordsField(
        "The helping question",
        kind="goal",
        description="What they would like, as a question of their own, such as “How can I help him settle?”",
        validators=[DataRequired("Write down their question."), _at_most(LONGEST_QUESTION)],
    )
    would_know = WordsField(
        "How would they know?",
        kind="how a family would know",
        description="What they would see or feel when it is a little more like that.",
        validators=[Optional(), _at_most(LONGEST_WORDS)],
    )

    def read(self) -> dict[str, Any]:
        """The wording as services take it; the form has validated."""
        return {
            "question": str(filled(self.question)).strip(),
            "would_know": (self.would_know.data or "").strip(),
        }


class GoalForm(WordingForm, MarkForm):
    """A new goal, with where they place themselves today where they said."""

    set_on = DateField(
        "Agreed on",
        description="The day you talked about it.",
        validators=[DataRequired("Enter the day you agreed it, such as 14 March 2026.")],
    )
    value = RadioField("Where are they now?", validators=[Optional()])
    words = WordsField(
        "In their own words",
        kind="client’s words",
        description="What they said about it. Never a name.",
        validators=[Optional(), _at_most(LONGEST_WORDS)],
    )

    def read_start(self) -> Rated | None:
        """The rating at the start; None where they have not said."""
        if not self.value.data:
            return None
        return Rated(int(self.value.data), filled(self.set_on), (self.words.data or "").strip())


class RatingForm(MarkForm):
    """One rating, put right."""

    value = RadioField("Where are they now?", validators=[DataRequired("Choose a mark.")])
    words = WordsField(
        "In their own words",
        kind="client’s words",
        description="What they said about it. Never a name.",
        validators=[Optional(), _at_most(LONGEST_WORDS)],
    )
    rated_on = DateField(
        "Said on", validators=[DataRequired("Enter the day they said it, such as 14 March 2026.")]
    )

    def read(self) -> Rated:
        """The rating as services take it; the form has validated."""
        return Rated(
            int(filled(self.value)), filled(self.rated_on), (self.words.data or "").strip()
        )


class NewRatingForm(RatingForm):
    """A rating on an occasion that has none yet."""

    occasion = RadioField("When?", validators=[DataRequired("Choose the occasion.")])

    def offer_occasions(self, choices: Sequence[OccasionChoice]) -> None:
        """Let somebody choose among these occasions."""
        self.occasion.choices = [Choice(choice.value, choice.moment.label) for choice in choices]
