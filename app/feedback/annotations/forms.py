"""The form that asks for annotations as a file."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app.clips.annotations.files.vtt_file import CHOICES
from app.core.forms import BaseForm, Choice

KINDS = {
    "eaf": "ELAN (.eaf)",
    "csv": "Table (.csv)",
    "vtt": "Subtitles (.vtt)",
    "json": "JSON, for programs",
}


class ExportForm(BaseForm):
    """Which kind of file, and for subtitles what is in it."""

    kind = RadioField(
        "Kind of file", choices=[Choice(*pair) for pair in KINDS.items()], default="eaf"
    )
    cues = SelectMultipleField(
        "In the subtitles",
        choices=[Choice(name, name.capitalize()) for name in CHOICES],
        default=["captions"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
