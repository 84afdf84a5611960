"""One signed form: what was said to each purpose, for whom, by whom, and where the paper is. And ending it."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.cases.models import FilmedPerson, Purpose
from app.cases.relations import EvidenceKind, Giver
from app.core.forms import BaseForm, Choice
from app.organisations.models import ConsentWording

ANSWERS = (Choice("yes", "Yes"), Choice("no", "No"))
ALL = "all"
"""Everybody, or everything."""

PRINTED = "printed"
"""A wording that is not kept here: the version stands on the paper."""

SENTENCES = {
    Purpose.VIG: "The trainee films the family and looks at moments of the film together with them.",
    Purpose.SUPERVISION: "The trainee's own supervisor may watch these films too, so that the trainee learns from them.",
    Purpose.ACCREDITATION: "A supervisor who reviews a stage may watch the films that the trainee chooses to show there.",
    Purpose.INTERVISION: "Other trainees may watch films that this trainee shows them, so that they learn from each other.",
    Purpose.TEACHING: "Films may be shown in courses and talks, outside the portal.",
    Purpose.RESEARCH: "Films may be studied in research, outside the portal.",
}


def _build_answer(purpose: Purpose) -> RadioField:
    return RadioField(
        purpose.label, choices=ANSWERS, description=SENTENCES[purpose], validate_choice=False
    )


class ConsentForm(BaseForm):
    """Each purpose is answered on its own."""

    people = SelectMultipleField(
        "Who is the form for?",
        description="One form may stand for several people. Where their answers differ, record it once for each.",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[DataRequired("Choose the people this form was signed for.")],
    )
    vig = _build_answer(Purpose.VIG)
    supervision = _build_answer(Purpose.SUPERVISION)
    accreditation = _build_answer(Purpose.ACCREDITATION)
    intervision = _build_answer(Purpose.INTERVISION)
    teaching = _build_answer(Purpose.TEACHING)
    research = _build_answer(Purpose.RESEARCH)
    given_on = DateField(
        "Signed on", validators=[InputRequired("Enter the day the family signed the form.")]
    )
    from_on = DateField(
        "Holds from",
        description="Empty: from the day it was signed.",
        validators=[Optional()],
    )
    until_on = DateField(
        "Holds until",
        description="The last day, where the form names one. Films are closed after it.",
        validators=[Optional()],
    )
    given_by = RadioField(
        "Who said yes?",
        description="By relationship, never by name.",
        choices=[Choice(giver.value, giver.label) for giver in Giver],
        validators=[InputRequired("Choose who said yes.")],
    )
    evidence = RadioField(
        "How is it evidenced?",
        choices=[Choice(kind.value, kind.label) for kind in EvidenceKind],
        default=EvidenceKind.SIGNED_FORM.value,
        validators=[InputRequired("Choose how the yes is evidenced.")],
    )
    wording = SelectField("Which wording was signed?", default=PRINTED)
    form_version = StringField(
        "Version of the form",
        description="As printed on it, such as 2025-1.",
        validators=[Length(max=40, message="Shorten this to 40 characters.")],
    )
    filed_at = StringField(
        "Where the signed form is filed",
        description="It stays with your service. Name the place, never the family.",
        validators=[
            InputRequired("Say where your service keeps the signed form."),
            Length(max=120, message="Shorten this to 120 characters."),
        ],
    )

    def offer(self, people: Sequence[FilmedPerson], wordings: Sequence[ConsentWording]) -> None:
        """Fill in the people on the films and the wordings that are kept here."""
        self.people.choices = [Choice(str(p.uuid), p.label.capitalize()) for p in people]
        kept = [Choice(str(w.uuid), f"Version {w.version}") for w in wordings]
        self.wording.choices = [
            *kept,
            Choice(PRINTED, "Another one, with its version on the paper"),
        ]
        if not self.is_submitted():
            self.wording.data = str(wordings[0].uuid) if wordings else PRINTED
            self.people.data = [str(person.uuid) for person in people]

    def validate_form_version(self, field: StringField) -> None:
        """Where no kept wording was chosen, the paper says its version."""
        if self.wording.data == PRINTED and not (field.data or "").strip():
            raise ValidationError("Enter the version printed on the form.")

    def read_answers(self) -> dict[Purpose, bool]:
        """The purposes that were answered, with yes as true."""
        answers = {purpose: self[purpose.value].data for purpose in Purpose}
        return {purpose: answer == "yes" for purpose, answer in answers.items() if answer}

    def find_unanswered(self, running: frozenset[Purpose]) -> list[Purpose]:
        """The purposes that have neither an answer nor a consent on record."""
        return [p for p in Purpose if p not in running and not self[p.value].data]


class WithdrawalForm(BaseForm):
    """Whose consent ends, and to what."""

    who = RadioField("Whose consent ends?", default=ALL, validators=[InputRequired()])
    what = RadioField(
        "What ends?",
        choices=[
            Choice(ALL, "Everything"),
            *(Choice(purpose.value, purpose.label) for purpose in Purpose),
        ],
        default=ALL,
        description="VIG itself carries the other purposes: when it ends, all of them end.",
        validators=[InputRequired()],
    )

    def offer(self, people: Sequence[FilmedPerson]) -> None:
        """Fill in the people on the films."""
        everybody = Choice(ALL, "Everybody on the films")
        self.who.choices = [everybody, *(Choice(str(p.uuid), p.label.capitalize()) for p in people)]

    def read_purpose(self) -> Purpose | None:
        """The one purpose that ends; None where everything does."""
        return None if self.what.data == ALL else Purpose(self.what.data)
