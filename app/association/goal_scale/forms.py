"""Choosing the scale of goals."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.validators import DataRequired, Length

from app.cases.goals.scales import OFFERED, Scale
from app.core.forms import BaseForm, Choice, filled
from app.wording.forms import WordsLineField

LONGEST = 120
BY_NAME = {f"{low}-{high}": (low, high) for low, high in OFFERED}


def _say(words: str) -> list[DataRequired | Length]:
    return [
        DataRequired(f"Say in words what {words} of the scale means."),
        Length(max=LONGEST, message=f"Shorten this to {LONGEST} characters."),
    ]


class ScaleForm(BaseForm):
    """The marks of a scale, and words for both ends."""

    marks = RadioField(
        "Marks",
        choices=[Choice(name, f"{low} to {high}") for name, (low, high) in BY_NAME.items()],
        validators=[DataRequired("Choose the marks of the scale.")],
    )
    low_words = WordsLineField(
        "The lowest mark means", kind="end of the scale", validators=_say("the lowest mark")
    )
    high_words = WordsLineField(
        "The highest mark means", kind="end of the scale", validators=_say("the highest mark")
    )

    @classmethod
    def of(cls, scale: Scale) -> ScaleForm:
        """The form with the scale as it is; a form that was sent keeps what was sent."""
        return cls(
            marks=f"{scale.low}-{scale.high}",
            low_words=scale.low_words,
            high_words=scale.high_words,
        )

    def read(self) -> Scale:
        """The scale that was chosen; the form has validated."""
        low, high = BY_NAME[filled(self.marks)]
        return Scale(low, high, filled(self.low_words).strip(), filled(self.high_words).strip())
