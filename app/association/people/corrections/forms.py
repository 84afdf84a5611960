"""A name and an address, as they should be."""

from __future__ import annotations

from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Email, Length

from app.association.people.corrections.correction import Correction
from app.core.forms import BaseForm, filled


def _tidy(words: str | None) -> str | None:
    return words and " ".join(words.split())


class CorrectionForm(BaseForm):
    """Who somebody is, and the address they sign in with."""

    full_name = StringField(
        "Full name",
        description="As it stands on certificates and in the register.",
        filters=[_tidy],
        validators=[DataRequired("Enter the full name."), Length(max=200)],
    )
    known_as = StringField(
        "Known as",
        description="What the portal calls them in letters and on pages.",
        filters=[_tidy],
        validators=[DataRequired("Enter what the person is called."), Length(max=80)],
    )
    email = EmailField(
        "E-mail address",
        description="They sign in with it. A new address signs them out everywhere and keeps films closed to them for a day; the "
        "address before gets a letter.",
        filters=[_tidy],
        validators=[
            DataRequired("Enter the e-mail address."),
            Email("That does not look like an e-mail address. It has an @ in the middle."),
            Length(max=255),
        ],
    )

    def read(self) -> Correction:
        """What was entered, once the form has validated."""
        return Correction(filled(self.full_name), filled(self.known_as), filled(self.email))
