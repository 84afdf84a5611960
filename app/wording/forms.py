"""The fields for people's own words: read for what could tell who a family is, when they are sent.

A form with such a field comes back with what was found, what to write instead, and the reasons for which it may stay.
Sent again with a reason it is accepted, and `noted` puts on record what stayed. The `field` macro shows all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wtforms import StringField, TextAreaField, ValidationError

from app.wording.identifying_words import Category, find_identifier
from app.wording.models import LONGEST_BECAUSE
from app.wording.noted import note_outcome
from app.wording.outcome import Keeping, Outcome
from app.wording.reading import Reading, read_words
from app.wording.reasons import Reason

MOST_SHOWN = 50
"""How many findings a form carries along to see whether they were reworded."""

if TYPE_CHECKING:
    _Field = StringField
else:
    _Field = object


class ReadsWords(_Field):
    """What makes a text field read. ``kind`` is what the text is, such as "reply"; the office counts by it."""

    reasons = tuple(Reason)
    longest_because = LONGEST_BECAUSE

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Take the text, and the answers to what was pointed out in it before."""
        super().process(formdata, *args, **kwargs)
        sent: Mapping[str, str] = {} if formdata is None else formdata
        self.reason = sent.get(f"{self.name}-reason", "")
        self.because = sent.get(f"{self.name}-because", "").strip()
        self._found = frozenset(sent.get(f"{self.name}-found", "").splitlines())
        self._shown = sent.get(f"{self.name}-shown", "").splitlines()[:MOST_SHOWN]

    @property
    def reading(self) -> Reading:
        """The text as it is now, and what stands out in it."""
        return read_words(self.data or "")

    def list_shown(self, reading: Reading) -> Sequence[str]:
        """All that the form came back for so far, and comes back for now."""
        now = reading.words if self.errors else ()
        return list(dict.fromkeys([*self._shown, *now]))[:MOST_SHOWN]

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Raises ValidationError where something was found and no reason fits why it stays."""
        super().post_validate(form, validation_stopped)
        reading = self.reading
        keeping = self._read_keeping(reading) if reading.findings else None
        gone = [words for words in dict.fromkeys(self._shown) if words not in reading.words]
        reworded = [category for words in gone for category in read_words(words).categories[:1]]
        note_outcome(self.name, Outcome(self.kind, reading.masked, keeping, reworded))

    def _read_keeping(self, reading: Reading) -> Keeping:
        if self.reason not in set(Reason) or not self._found >= set(reading.words):
            raise ValidationError(_point_out(reading.categories))
        reason = Reason(self.reason)
        if not reason.fits(reading.categories):
            raise ValidationError("Choose a reason that fits everything that was found.")
        return Keeping(reason, self._read_because() if reason is Reason.OTHER else "")

    def _read_because(self) -> str:
        if not self.because:
            raise ValidationError("Say in a few words why it stays.")
        if len(self.because) > LONGEST_BECAUSE:
            raise ValidationError(f"Shorten your reason to {LONGEST_BECAUSE} characters.")
        if identifier := find_identifier(self.because):
            raise ValidationError(f"Your reason itself holds {identifier}. Say it without.")
        return self.because


class WordsField(ReadsWords, TextAreaField):
    """Several lines of somebody's own words."""


class WordsLineField(ReadsWords, StringField):
    """One line of somebody's own words."""


def _point_out(categories: Collection[Category]) -> str:
    *first, last = (category.label for category in categories)
    what = f"{', '.join(first)} and {last}" if first else last
    return f"This looks like {what}. Write it differently, or say below why it stays."
