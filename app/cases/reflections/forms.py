"""All boxes of a cycle's reflections, for whoever saves them by the button."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField
from wtforms.validators import Length

from app.cases.reflections.boxes import LONGEST, WORDING_KIND, Box
from app.core.forms import BaseForm
from app.wording.forms import WordsField


def open_form(boxes: Sequence[Box]) -> BaseForm:
    """A form with a field for each box, holding what stands there; one that was sent keeps what was sent."""
    fields: dict[str, object] = {}
    for box in boxes:
        fields[box.field_name] = WordsField(
            box.prompt.words,
            kind=WORDING_KIND,
            validators=[Length(max=LONGEST, message=f"Shorten this to {LONGEST:,} characters.")],
        )
        fields[box.version_name] = HiddenField()
    form_class = type("ReflectionsForm", (BaseForm,), fields)
    bodies = {box.field_name: box.body for box in boxes}
    form: BaseForm = form_class(data=bodies | {box.version_name: box.version for box in boxes})
    return form
