"""The forms for holding a film for safeguarding."""

from __future__ import annotations

from wtforms import DateField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import BaseForm


class SafeguardingHoldForm(BaseForm):
    """Who still sees the film, and when the hold is looked at again. No details."""

    readers = SelectMultipleField(
        "Who else still sees it",
        description="You do. Leave everybody out who should not.",
        choices=[],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    until_on = DateField(
        "Looked at again on",
        validators=[InputRequired("Enter the day on which the hold is looked at again.")],
    )


class RenewalForm(BaseForm):
    """When a hold is looked at again."""

    until_on = DateField(
        "Look at it again on",
        validators=[InputRequired("Enter the day on which the hold is looked at again.")],
    )
