"""The question what became of a film on its device."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.validators import InputRequired

from app.clips.device_copies.models import CopyAnswer
from app.core.forms import BaseForm, Choice, filled


class CopyForm(BaseForm):
    """One of three answers."""

    answer = RadioField(
        "What became of the film on your device?",
        choices=[Choice(answer, answer.label) for answer in CopyAnswer],
        validators=[InputRequired("Choose one of the three.")],
    )

    def read(self) -> CopyAnswer:
        """The answer; the form has validated."""
        return CopyAnswer(filled(self.answer))
