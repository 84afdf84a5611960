"""One entry of a list."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.core.forms import BaseForm, filled


class EntryForm(BaseForm):
    """What an entry is called."""

    name = StringField(
        "Name",
        validators=[
            DataRequired("Name the entry."),
            Length(max=120, message="Shorten this to 120 characters."),
        ],
    )

    def read_name(self) -> str:
        """The name without blanks around it; the form has validated."""
        return str(filled(self.name)).strip()
