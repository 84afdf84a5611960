"""One entry of a list."""

from __future__ import annotations

from wtforms import Field, StringField
from wtforms.validators import DataRequired, ValidationError

from app.association.lists.entries import LONGEST, Kind
from app.core.forms import BaseForm, filled


class EntryForm(BaseForm):
    """What an entry is called."""

    longest: int
    name = StringField("Name", validators=[DataRequired("Name the entry.")])

    @classmethod
    def of(cls, kind: Kind, name: str = "") -> EntryForm:
        """The form for an entry of this list, as it is called now."""
        form = cls(name=name)
        form.longest = LONGEST[type(kind)]
        return form

    def validate_name(self, field: Field) -> None:
        """No longer than the entries of the list may be."""
        if len(field.data or "") > self.longest:
            raise ValidationError(f"Shorten this to {self.longest} characters.")

    def read_name(self) -> str:
        """The name without blanks around it; the form has validated."""
        return str(filled(self.name)).strip()
