"""The form of one line under a film."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.clips.captions.models import LONGEST_LINE
from app.core.forms import SentOnce, check_time, filled
from app.core.time_range import read_range
from app.wording.forms import WordsField


class CaptionForm(SentOnce):
    """What is said, and from when to when it is shown."""

    start = StringField("From", [DataRequired("Say when it begins, like 1:05."), check_time])
    end = StringField("To", [DataRequired("Say when it ends, like 1:07.5."), check_time])
    words = WordsField(
        "What is said",
        [DataRequired("Write what is said."), Length(max=LONGEST_LINE)],
        kind="caption",
    )

    def put_into(self, line_uuid: UUID) -> CaptionForm:
        """Tell the form of a line that is there already apart from the one for a new line."""
        for field in (self.start, self.end, self.words):
            field.id = f"{field.name}-{line_uuid}"
        return self

    def can_be_kept(self) -> bool:
        """Whether the line is whole, or has nothing against it but what its words look like."""
        return bool(self.validate()) or self.is_held

    @property
    def is_held(self) -> bool:
        """Whether words were pointed out and nothing was said about them yet: the line is kept and waits.

        Somebody who types along with a film is not stopped by a name; they look at it when the film stands.
        """
        found = bool(self.words.reading.findings)
        is_short = len(self.words.data or "") <= LONGEST_LINE
        return set(self.errors) == {"words"} and found and is_short and not self.words.reason

    def read(self) -> dict[str, Any]:
        """The line as services take it. Raises RangeBackwards."""
        anchor = read_range(self.start.data, self.end.data)
        return {"anchor": anchor, "words": filled(self.words).strip(), "is_held": self.is_held}
