"""The code a family gives, and what ends."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired

from app.cases.models import Purpose
from app.core.forms import BaseForm, Choice

EVERYTHING = "everything"


class CodeForm(BaseForm):
    """The code of one family."""

    code = StringField(
        "Client code",
        description="As it stands on the family’s slip. Capitals, spaces and hyphens do not matter.",
        validators=[InputRequired("Enter the code on the family’s slip.")],
    )


class CodeWithdrawalForm(BaseForm):
    """What the family of this code ends."""

    code = HiddenField(validators=[InputRequired()])
    what = RadioField(
        "What does the family end?",
        choices=[
            Choice(EVERYTHING, "Everything"),
            *(Choice(purpose.value, purpose.label) for purpose in Purpose),
        ],
        description="For everybody on the films. VIG itself carries the other purposes: when it ends, all of them end.",
        validators=[InputRequired("Choose what the family ends.")],
    )

    def read_purpose(self) -> Purpose | None:
        """The one purpose that ends; None where everything does."""
        return None if self.what.data == EVERYTHING else Purpose(self.what.data)
