"""Recording where a trainee stood before the portal."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.core.forms import BaseForm, Choice, filled
from app.pathways.models import Stage
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.brought_forward.position import Position, Work
from app.wording.forms import WordsField

MOST = 100_000
"""Beyond any training; what is larger is a slip of the keyboard."""


def _whole(label: str, missing: str) -> IntegerField:
    return IntegerField(
        label,
        validators=[
            InputRequired(missing),
            NumberRange(0, MOST, "Enter a whole number, 0 or more."),
        ],
    )


def _part(label: str) -> IntegerField:
    return IntegerField(
        label, validators=[Optional(), NumberRange(0, MOST, "Enter a whole number, 0 or more.")]
    )


class PositionForm(BaseForm):
    """Everything done up to a day, in all and in the stage the trainee stands in."""

    stage = SelectField("Stage they stand in", validators=[DataRequired("Choose a stage.")])
    covers_until = DateField(
        "Covers the time up to",
        description="What comes after this day is recorded in the portal.",
        validators=[InputRequired("Enter the last day the numbers cover.")],
    )
    cycles = _whole("Cycles in all", "Enter how many whole cycles were done, 0 for none.")
    clients = _whole("Clients in all", "Enter with how many different clients, 0 for none.")
    minutes = _whole("Supervision in all", "Enter the minutes of supervision, 0 for none.")
    stage_cycles = _part("Cycles of these in this stage")
    stage_clients = _part("Clients of these in this stage")
    stage_minutes = _part("Supervision of this in this stage")
    evidence = WordsField(
        "What the numbers rest on",
        description="Where the association's record of it is kept. No names of families, please.",
        validators=[
            DataRequired("Say what the numbers rest on, such as the trainee's log of May 2025."),
            Length(max=1000, message="Shorten this to 1,000 characters."),
        ],
        kind="evidence of earlier work",
    )

    def offer(self, stages: Sequence[Stage]) -> PositionForm:
        """Let the office choose among the stages of the trainee's own pathway."""
        self.stage.choices = [Choice(str(stage.uuid), stage.name) for stage in stages]
        return self

    def start_from(self, row: BroughtForward) -> PositionForm:
        """Begin with what was recorded before, so that only what is wrong is typed anew."""
        self.process(obj=row)
        self.stage.data = str(row.stage.uuid)
        return self

    def read(self, stages: Sequence[Stage]) -> Position:
        """What was entered. Where nothing was done in earlier stages, all of it belongs to the first."""
        stage = next(stage for stage in stages if str(stage.uuid) == self.stage.data)
        whole = Work(filled(self.cycles), filled(self.clients), filled(self.minutes))
        in_stage = Work(
            self.stage_cycles.data or 0, self.stage_clients.data or 0, self.stage_minutes.data or 0
        )
        return Position(
            stage=stage,
            covers_until=filled(self.covers_until),
            whole=whole,
            in_stage=whole if stage is stages[0] else in_stage,
            evidence=self.evidence.data or "",
        )
