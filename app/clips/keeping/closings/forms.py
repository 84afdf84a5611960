"""The form that closes a case, and the part of it for each film."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from app.cases.models import Purpose
from app.clips.keeping.closings.films import Decision, FilmToDecide
from app.clips.keeping.models import FilmOutcome
from app.core.durations import format_day
from app.core.forms import BaseForm, Choice

OUTCOMES: Mapping[FilmOutcome, str] = {
    FilmOutcome.ERASE: "Erase it now",
    FilmOutcome.RETURN: "Return it to the family from your service’s own copy, and erase it here now",
    FilmOutcome.KEEP: "Keep it, for what the family agreed to, until a day",
}


class ClosingForm(BaseForm):
    """When the work ended; ``confirmed`` once the consequences were read."""

    closed_on = DateField(
        "The work ended on", validators=[InputRequired("Enter the day on which the work ended.")]
    )
    confirmed = HiddenField()

    @property
    def is_confirmed(self) -> bool:
        """Whether the page with the consequences was read."""
        return bool(self.confirmed.data == "yes")


class FilmForm(BaseForm):
    """What becomes of one film."""

    outcome = RadioField(
        "What becomes of it",
        validators=[InputRequired("Decide what becomes of this film.")],
    )
    purpose = SelectField("Kept for", validators=[Optional()])
    until_on = DateField("Kept until", validators=[Optional()])

    def __init__(self, film: FilmToDecide, **kwargs: Any) -> None:
        super().__init__(prefix=film.clip.uuid.hex, meta={"csrf": False}, **kwargs)
        self.film = film
        for field in (self.purpose, self.until_on):
            field.flags.optional = False  # a film that is kept needs both
        can_keep = bool(film.permitted)
        self.outcome.choices = [
            Choice(outcome.value, label)
            for outcome, label in OUTCOMES.items()
            if can_keep or outcome is not FilmOutcome.KEEP
        ]
        self.purpose.choices = [
            Choice(purpose.value, _name(purpose, last)) for purpose, last in film.permitted
        ]

    def read(self) -> Decision:
        """The decision as it was sent."""
        outcome = FilmOutcome(self.outcome.data)
        purpose = Purpose(self.purpose.data) if self.purpose.data else None
        return Decision(self.film.clip, outcome, purpose, self.until_on.data)


def _name(purpose: Purpose, last: date) -> str:
    return (
        purpose.label if last == date.max else f"{purpose.label} (agreed until {format_day(last)})"
    )
