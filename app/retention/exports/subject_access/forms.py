"""What somebody enters who passes a family's question on."""

from __future__ import annotations

from wtforms import DateField, StringField
from wtforms.validators import InputRequired

from app.core import clock
from app.core.forms import BaseForm


class RequestForm(BaseForm):
    """The code of the family, and the day it asked."""

    code = StringField(
        "Client code",
        description="As it stands on the family’s slip. Capitals, spaces and hyphens do not matter.",
        validators=[InputRequired("Enter the code on the family’s slip.")],
    )
    asked_on = DateField(
        "When they asked",
        description="The answer is due a month later.",
        default=clock.today,
        validators=[InputRequired("Enter the day the family asked.")],
    )
