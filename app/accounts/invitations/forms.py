"""Inviting one person, or a list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from wtforms import DateField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.invitations.addresses import LONGEST_ADDRESS, LONGEST_NAME
from app.accounts.invitations.errors import CourseUnknown
from app.accounts.invitations.grants import Offer
from app.core.actor import RoleName
from app.core.forms import BaseForm, Choice

LONGEST_LIST = 100_000


class OfferForm(BaseForm):
    """What somebody is invited to."""

    offered = SelectMultipleField(
        "Invited as",
        description="Several are possible: a supervisor is usually a practitioner too.",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    course_ended_on = DateField(
        "Last day of the Initial Training Course",
        description="For trainees. It goes to whoever registers them on the pathway.",
        validators=[Optional()],
    )

    def offer(self, roles: Collection[RoleName]) -> Self:
        """Let somebody choose among the roles they may offer; whoever may offer one alone ran the course themselves."""
        if len(roles) > 1:
            self.offered.choices = [
                Choice(role.value, role.value.capitalize()) for role in RoleName if role in roles
            ]
            return self
        self._fixed_roles = frozenset(roles)
        del self.offered
        self.course_ended_on.description = "The course this person took with you."
        self.course_ended_on.validators = [InputRequired(CourseUnknown.message)]
        self.course_ended_on.flags.optional = False
        return self

    def read_offer(self) -> Offer:
        """What was chosen."""
        chosen = (
            frozenset(map(RoleName, self.offered.data or ()))
            if "offered" in self
            else self._fixed_roles
        )
        return Offer(chosen, self.course_ended_on.data)


class InvitationForm(OfferForm):
    """One person."""

    email = StringField(
        "E-mail address",
        validators=[
            InputRequired("Enter the address that the letter goes to."),
            Length(max=LONGEST_ADDRESS, message="That is too long for an e-mail address."),
        ],
    )
    full_name = StringField(
        "Name",
        description="As far as you know it; the person can correct it.",
        validators=[
            Optional(),
            Length(max=LONGEST_NAME, message=f"Shorten this to {LONGEST_NAME} characters."),
        ],
    )


class BatchForm(OfferForm):
    """Many people at once. ``confirmed``: the plan was looked at."""

    people = TextAreaField(
        "People",
        description="One on each line: an address, or a name and an address. A column out of a spreadsheet will do.",
        validators=[
            InputRequired("Paste the addresses here, one on each line."),
            Length(max=LONGEST_LIST, message="That is too much at once. Send it in several parts."),
        ],
        render_kw={"data-of-people": True},
    )
    confirmed = HiddenField()
