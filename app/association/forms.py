"""Giving a trainee a supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired

from app.core.errors import DomainError
from app.core.forms import BaseForm, Choice, read_uuid


class NoTraineeChosen(DomainError):
    """A supervisor is given to somebody."""

    title = "Whose supervisor?"
    message = "Open the page of the trainee and choose their supervisor there."


class AllocationForm(BaseForm):
    """The supervisor of one trainee from now on."""

    enrolment = HiddenField()
    supervisor = SelectField(
        "Supervisor",
        description="Those with the fewest trainees stand first.",
        validators=[DataRequired("Choose a supervisor.")],
    )

    def offer(self, supervisors: Sequence[Choice]) -> AllocationForm:
        """Let the office choose among these."""
        self.supervisor.choices = [Choice("", "Choose a supervisor"), *supervisors]
        return self

    def read_trainee(self) -> UUID:
        """The enrolment the form is about. Raises NoTraineeChosen and NotFound."""
        if not self.enrolment.data:
            raise NoTraineeChosen
        return read_uuid(self.enrolment.data)
