"""Writing a new wording."""

from __future__ import annotations

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from app.accounts.agreements.reading import ASSOCIATION, CONTACT
from app.core.forms import BaseForm, filled

LONGEST_WORDING = 20_000
"""As much as is kept as a draft."""


class WordingForm(BaseForm):
    """A whole wording, and what is new in it. ``after`` is the number of the one it was written upon."""

    after = IntegerField(
        widget=HiddenInput(),
        validators=[
            InputRequired("Open the page anew: it does not say which wording you changed.")
        ],
    )
    summary = StringField(
        "What is new",
        description="A sentence or two. Everybody who accepted an earlier wording reads it first.",
        validators=[
            DataRequired("Say in a sentence what is new."),
            Length(max=500, message="Shorten this to 500 characters."),
        ],
    )
    body = TextAreaField(
        "The whole wording",
        description="A line that begins with # is a heading, one with - an entry of a list, **words** are strong. "
        f"{ASSOCIATION} and {CONTACT} become the association’s name and its contact for privacy.",
        validators=[
            DataRequired("Write the wording."),
            Length(max=LONGEST_WORDING, message="Shorten this to 20,000 characters."),
        ],
        render_kw={"data-for-everybody": True},
    )

    def read_body(self) -> str:
        """The wording with the line ends that files have; the form has validated."""
        return str(filled(self.body)).replace("\r\n", "\n").strip() + "\n"
