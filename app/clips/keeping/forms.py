"""The forms on the page that says how long a film stays."""

from __future__ import annotations

from wtforms import DateField, RadioField
from wtforms.validators import InputRequired, Length

from app.core.forms import BaseForm
from app.wording.forms import WordsField

LONGEST_REASON = 300


class HoldForm(BaseForm):
    """A hold with a reason and an end."""

    reason = WordsField(
        "Why it is held",
        description="For the trainee and their supervisor. No names.",
        validators=[
            InputRequired("Say in a few words why the film is held."),
            Length(max=LONGEST_REASON, message=f"Shorten this to {LONGEST_REASON} characters."),
        ],
        kind="hold",
    )
    until_on = DateField(
        "Held until",
        description="At most a year from now. It can be moved when that day comes.",
        validators=[InputRequired("Enter the last day of the hold.")],
    )


class ExtensionForm(BaseForm):
    """A film is kept longer, for one purpose the family agreed to."""

    purpose = RadioField(
        "What it is kept for", validators=[InputRequired("Choose what the film is kept for.")]
    )
    until_on = DateField(
        "Kept until", validators=[InputRequired("Enter the last day the film is kept.")]
    )
    reason = WordsField(
        "Why it is needed longer",
        description="For the trainee and their supervisor. No names.",
        validators=[
            InputRequired("Say in a few words why the film is needed longer."),
            Length(max=LONGEST_REASON, message=f"Shorten this to {LONGEST_REASON} characters."),
        ],
        kind="keeping a film longer",
    )
