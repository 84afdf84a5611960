"""What the office enters about organisations."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.core import clock
from app.core.forms import BaseForm, Choice, filled
from app.organisations.approvals.services import Terms
from app.organisations.models import ApprovalScope, Organisation, RuleBasis, RuleUnit
from app.organisations.services import Particulars

LONGEST_WORDING = 20_000
"""As much as is kept as a draft."""

MOST_UNITS = 3_650
"""Ten years in days: a longer rule is a slip of the finger."""

MOST_MIB = 1_048_576
"""A TiB: a larger film is a slip of the finger."""

EVERYBODY, SOME = "everybody", "some"


def _words(most: int) -> Length:
    return Length(max=most, message=f"Shorten this to {most} characters.")


class OrganisationForm(BaseForm):
    """Who an organisation is, and whom to turn to there."""

    name = StringField(
        "Name",
        validators=[DataRequired("Enter the name of the service or employer."), _words(200)],
    )
    lead = StringField(
        "Lead", description="Who answers for VIG there.", validators=[Optional(), _words(200)]
    )
    controller = StringField(
        "Data controller",
        description="Who decides about the films in law, such as the council or the trust.",
        validators=[
            DataRequired("Enter who is the data controller; the organisation’s IG lead knows."),
            _words(200),
        ],
    )
    privacy_contact = StringField(
        "Privacy contact",
        description="Whom a family writes to about its films. A post and a shared address outlive a person.",
        validators=[DataRequired("Enter whom a family can write to."), _words(300)],
    )
    safeguarding_contact = StringField(
        "Safeguarding contact",
        description="Whom practitioners tell when something on a film worries them.",
        validators=[
            DataRequired("Enter whom practitioners tell when something worries them."),
            _words(300),
        ],
    )
    films_may_leave = BooleanField(
        "Trainees who leave may take their films with them",
        description="Films belong to the controller. Tick this only where the organisation has said so in writing.",
    )

    film_limit_mib = IntegerField(
        "Largest film, in MB",
        description="Only where the organisation takes less than the portal does. Empty means the portal’s own limit.",
        validators=[
            Optional(),
            NumberRange(1, MOST_MIB, message="Enter a number of MB from 1 to 1,048,576."),
        ],
    )

    @classmethod
    def of(cls, organisation: Organisation) -> OrganisationForm:
        """The form as the organisation stands."""
        return cls(obj=organisation)

    def read(self) -> Particulars:
        """What was entered; the form has validated."""
        return Particulars(
            name=_read(self.name),
            lead=_read(self.lead),
            controller=_read(self.controller),
            privacy_contact=_read(self.privacy_contact),
            safeguarding_contact=_read(self.safeguarding_contact),
            films_may_leave=bool(self.films_may_leave.data),
            film_limit_mib=self.film_limit_mib.data,
        )


class ApprovalForm(BaseForm):
    """What an organisation approved, for whom, until when, and where the paper is."""

    scope = RadioField(
        "What is approved",
        choices=[
            Choice(ApprovalScope.FILMS, "Films and counts: films may be in the portal"),
            Choice(ApprovalScope.COUNTS, "Counts only: the work is logged without films"),
        ],
        validators=[InputRequired("Choose what the organisation approved.")],
    )
    whom = RadioField(
        "For whom",
        choices=[
            Choice(EVERYBODY, "Everybody who works with clients there"),
            Choice(SOME, "The people named below"),
        ],
        default=EVERYBODY,
        validators=[InputRequired("Choose for whom.")],
    )
    people = TextAreaField(
        "E-mail addresses of the people named",
        description="One on each line, as they sign in here. Leave it empty where it is for everybody.",
        validators=[Optional(), _words(5_000)],
        render_kw={"data-of-people": True},
    )
    approved_by = StringField(
        "Approved by",
        description="The post that decided, such as “Information governance lead”.",
        validators=[DataRequired("Enter who approved it."), _words(200)],
    )
    from_on = DateField("From", validators=[DataRequired("Enter the first day.")])
    until_on = DateField(
        "Until",
        description="The last day. Empty means until it is taken back.",
        validators=[Optional()],
    )
    filed_at = StringField(
        "Where the approval is filed",
        description="The paper stays with the organisation. Its register and number are enough.",
        validators=[DataRequired("Enter where the approval is filed."), _words(200)],
    )

    def read_terms(self) -> Terms:
        """What the approval says; the form has validated."""
        return Terms(
            scope=ApprovalScope(filled(self.scope)),
            approved_by=_read(self.approved_by),
            from_on=filled(self.from_on),
            until_on=self.until_on.data,
            filed_at=_read(self.filed_at),
        )

    def read_addresses(self) -> Collection[str] | None:
        """The addresses of the people named, in small letters; None where it is for everybody."""
        if filled(self.whom) == EVERYBODY:
            return None
        lines = (self.people.data or "").replace(",", "\n").splitlines()
        return {line.strip().lower() for line in lines if line.strip()}


class RuleForm(BaseForm):
    """How long films are kept: so many units after a day."""

    amount = IntegerField(
        "How long",
        validators=[
            InputRequired("Enter a number, such as 2."),
            NumberRange(1, MOST_UNITS, message="Enter a number from 1 to 3,650."),
        ],
    )
    unit = RadioField(
        "Counted in",
        choices=[Choice(unit, unit.value) for unit in RuleUnit],
        validators=[InputRequired("Choose days, weeks or months.")],
    )
    basis = RadioField(
        "After",
        choices=[Choice(basis, basis.label) for basis in RuleBasis],
        validators=[InputRequired("Choose the day from which it is counted.")],
    )

    def read(self) -> tuple[RuleBasis, int, RuleUnit]:
        """The rule; the form has validated."""
        return RuleBasis(filled(self.basis)), int(filled(self.amount)), RuleUnit(filled(self.unit))


class ConsentWordingForm(BaseForm):
    """A whole wording. ``after`` is the uuid of the version it was written upon, empty for the first."""

    after = HiddenField()
    body = TextAreaField(
        "The whole wording",
        description="A line that begins with # is a heading, one with - an entry of a list, **words** are strong. "
        "The questions for each purpose and the lines to sign on are printed below it.",
        validators=[
            DataRequired("Write the wording."),
            Length(max=LONGEST_WORDING, message="Shorten this to 20,000 characters."),
        ],
        render_kw={"data-for-everybody": True},
    )

    def read_body(self) -> str:
        """The wording with the line ends that files have; the form has validated."""
        return str(filled(self.body)).replace("\r\n", "\n").strip() + "\n"


def begin_approval() -> ApprovalForm:
    """An empty form that begins today."""
    return ApprovalForm(from_on=clock.today())


def _read(field: StringField) -> str:
    return (field.data or "").strip()
