"""Naming a board."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from app.cases.models import Cycle
from app.core.forms import BaseForm, Choice, SentOnce
from app.wording.forms import WordsLineField

LONGEST_TITLE = 120
NO_CYCLE = ""


class BoardForm(BaseForm):
    """What a film is called, and for which shared review it is made."""

    title = WordsLineField(
        "What do you call it?",
        kind="title of an edited film",
        description="The family may see it: something warm, such as “When you wait for her”. Never a name.",
        validators=[
            DataRequired("Give the film a title."),
            Length(max=LONGEST_TITLE, message=f"Shorten this to {LONGEST_TITLE} characters."),
        ],
    )
    cycle = SelectField("For the shared review of", validate_choice=True)

    def offer_cycles(self, cycles: Sequence[Cycle]) -> None:
        """Let somebody choose among these cycles, or none."""
        chosen = [Choice(str(cycle.uuid), f"Cycle {cycle.number}") for cycle in cycles]
        self.cycle.choices = [Choice(NO_CYCLE, "No cycle in particular"), *chosen]

    @property
    def cleaned_title(self) -> str:
        """The title without spaces around it; the form has validated."""
        return (self.title.data or "").strip()


class NewBoardForm(BoardForm, SentOnce):
    """A board that begins."""
