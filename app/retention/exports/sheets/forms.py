"""Choosing what stands on a sheet for the family."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms import SelectMultipleField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import BaseForm, Choice, read_uuid
from app.retention.exports.sheets.moments import SheetMoment
from app.wording.forms import WordsField

LONGEST = 300


class SheetForm(BaseForm):
    """Which stills, and a sentence to go with them."""

    stills = SelectMultipleField(
        "Stills", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    sentence = WordsField(
        "A sentence for the family",
        kind="sentence on a sheet",
        description="What you saw them do well, as you would say it to them. No names.",
        validators=[
            Optional(),
            Length(max=LONGEST, message=f"Shorten this to {LONGEST} characters."),
        ],
    )

    def offer(self, moments: Sequence[SheetMoment]) -> SheetForm:
        """Let somebody choose among the stills of these moments."""
        self.stills.choices = [
            Choice(str(still.uuid), f"Moment {moment.number}, still {place}")
            for moment in moments
            for place, still in enumerate(moment.stills, start=1)
        ]
        return self

    def read_stills(self) -> set[UUID]:
        """The stills that were chosen."""
        return {read_uuid(value) for value in self.stills.data or []}
