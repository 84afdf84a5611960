"""The form that shows a film to a fellow trainee."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, DateField, EmailField, RadioField
from wtforms.validators import InputRequired

from app.accounts.models import Person
from app.core.forms import BaseForm, Choice

SOMEBODY_ELSE = "somebody-else"


class ShowingForm(BaseForm):
    """Who sees the film, until when, and whether the feedback goes with it."""

    peer = RadioField("Who sees it", validators=[InputRequired("Choose who sees the film.")])
    email = EmailField(
        "E-mail address of another trainee",
        description="Exactly the address they sign in with.",
    )
    until_on = DateField(
        "Until the end of",
        description="Three months ahead at most. You can stop at any time.",
        validators=[InputRequired("Enter the last day on which they see the film.")],
    )
    includes_feedback = BooleanField("Show the released feedback on this film with it")

    def offer(self, group: Sequence[Person]) -> ShowingForm:
        """Let the trainee choose among the group or type an address; without a group there is the address alone."""
        self.peer.choices = [
            *(Choice(str(person.uuid), person.full_name) for person in group),
            Choice(SOMEBODY_ELSE, "Another trainee, by e-mail address"),
        ]
        if not group:
            del self.peer
        return self

    @property
    def chosen(self) -> str | None:
        """The uuid of whom the trainee chose from the group; None where they typed an address."""
        if "peer" not in self or self.peer.data == SOMEBODY_ELSE:
            return None
        return str(self.peer.data)

    def validate(self, extra_validators: None = None) -> bool:
        """Besides each field: whoever is not in the group has an address."""
        is_whole = bool(super().validate(extra_validators))
        if self.chosen is None and not (self.email.data or "").strip():
            self.email.errors = [*self.email.errors, "Type the address of the trainee."]
            return False
        return is_whole
