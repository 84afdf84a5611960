"""Answering a brought-forward position."""

from __future__ import annotations

from wtforms.validators import DataRequired, Length

from app.core.forms import BaseForm
from app.wording.forms import WordsField


class PositionRefusalForm(BaseForm):
    """What is not right with a position."""

    reason = WordsField(
        "What should be different?",
        description="The office reads this and records a corrected position. No names of families, please.",
        validators=[
            DataRequired("Say what should be different, so that the office can correct it."),
            Length(max=1000, message="Shorten this to 1,000 characters."),
        ],
        kind="refusal of earlier work",
    )
