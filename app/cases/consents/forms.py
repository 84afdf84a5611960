"""One signed form: what the family said to each purpose, and where the paper is."""

from __future__ import annotations

from wtforms import DateField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from app.cases.models import Purpose
from app.core.forms import BaseForm, Choice

ANSWERS = (Choice("yes", "Yes"), Choice("no", "No"))

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

    vig = _build_answer(Purpose.VIG)
    supervision = _build_answer(Purpose.SUPERVISION)
    accreditation = _build_answer(Purpose.ACCREDITATION)
    intervision = _build_answer(Purpose.INTERVISION)
    teaching = _build_answer(Purpose.TEACHING)
    research = _build_answer(Purpose.RESEARCH)
    given_on = DateField(
        "Signed on", validators=[InputRequired("Enter the day the family signed the form.")]
    )
    form_version = StringField(
        "Version of the form",
        description="As printed on it, such as 2025-1.",
        validators=[
            InputRequired("Enter the version printed on the form."),
            Length(max=40, message="Shorten this to 40 characters."),
        ],
    )
    filed_at = StringField(
        "Where the signed form is filed",
        description="It stays with your service. Name the place, never the family.",
        validators=[
            InputRequired("Say where your service keeps the signed form."),
            Length(max=120, message="Shorten this to 120 characters."),
        ],
    )

    def read_answers(self) -> dict[Purpose, bool]:
        """The purposes that were answered, with yes as true."""
        answers = {purpose: self[purpose.value].data for purpose in Purpose}
        return {purpose: answer == "yes" for purpose, answer in answers.items() if answer}

    def find_unanswered(self, running: frozenset[Purpose]) -> list[Purpose]:
        """The purposes that have neither an answer nor a consent on record."""
        return [p for p in Purpose if p not in running and not self[p.value].data]
