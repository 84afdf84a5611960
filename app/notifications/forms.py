"""Choosing what comes by letter."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import BaseForm, Choice
from app.notifications.models import CHOOSABLE, NewsKind


class LettersForm(BaseForm):
    """The kinds of news that are letters, too."""

    kinds = SelectMultipleField(
        "Send me a letter at once about",
        choices=[Choice(kind.value, kind.label) for kind in CHOOSABLE],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def read_kinds(self) -> Collection[NewsKind]:
        """What was ticked; the form has validated."""
        return [NewsKind(kind) for kind in self.kinds.data or ()]

    @classmethod
    def without(cls, refused: Collection[NewsKind]) -> LettersForm:
        """The form with everything ticked but this."""
        return cls(kinds=[kind.value for kind in CHOOSABLE if kind not in refused])
