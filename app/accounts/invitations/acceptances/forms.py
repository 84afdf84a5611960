"""What somebody says of themselves when they come in for the first time."""

from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.accounts.invitations.addresses import LONGEST_NAME
from app.core.forms import BaseForm

LONGEST_SHORT_NAME = 80


class WelcomeForm(BaseForm):
    """A name and a password; everything else has time until later."""

    full_name = StringField(
        "Full name",
        description="As it should stand on a certificate.",
        validators=[
            InputRequired("Enter your name."),
            Length(max=LONGEST_NAME, message=f"Shorten this to {LONGEST_NAME} characters."),
        ],
    )
    known_as = StringField(
        "What should we call you?",
        description="The portal and its letters greet you by this name.",
        validators=[
            InputRequired("Enter the name you would like to be called."),
            Length(
                max=LONGEST_SHORT_NAME, message=f"Shorten this to {LONGEST_SHORT_NAME} characters."
            ),
        ],
    )
    password = PasswordField("Password", validators=[InputRequired("Choose a password.")])
