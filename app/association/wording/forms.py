"""Drawing a sample of what people kept in their texts."""

from __future__ import annotations

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from app.association.wording.tally import COLUMNS
from app.core.forms import BaseForm, Choice, filled
from app.wording.identifying_words import Category

MOST = 50
"""As much as somebody looks at with care, and as one page of a list holds."""


class SampleForm(BaseForm):
    """Of what, and how many."""

    category = SelectField(
        "What",
        choices=[
            Choice("", "Everything"),
            *(Choice(category.value, heading) for category, heading in COLUMNS.items()),
        ],
    )
    size = IntegerField(
        "How many",
        default=10,
        validators=[
            InputRequired("Enter how many you want to look at."),
            NumberRange(1, MOST, f"Enter a number between 1 and {MOST}."),
        ],
    )

    def read_category(self) -> Category | None:
        """The category, or None for everything; the form has validated."""
        return Category(self.category.data) if self.category.data else None

    def read_size(self) -> int:
        """How many; the form has validated."""
        return int(filled(self.size))
