"""Registering somebody on a pathway."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import DateField, SelectField
from wtforms.validators import DataRequired, Optional

from app.core.forms import BaseForm, Choice


class RegistrationForm(BaseForm):
    """The pathway, and the two days it starts from."""

    version = SelectField(
        "Pathway",
        description="They stay on this version, whatever is published later.",
        validators=[DataRequired("Choose a pathway.")],
    )
    course_completed_on = DateField(
        "Last day of the initial training course",
        validators=[Optional()],
    )
    registered_on = DateField(
        "Day of registration",
        description="Supervision counts from this day on.",
        validators=[DataRequired("Enter the day of registration.")],
    )

    def offer(self, versions: Sequence[Choice]) -> RegistrationForm:
        """Let the office choose among these."""
        self.version.choices = list(versions)
        return self
