"""Adding parts to a board, and changing them."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import (
    AnyOf,
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
)

from app.clips.edited_films.models import FilmPart, PartKind, Repeat
from app.clips.edited_films.parts.shapes import Edge
from app.core.forms import BaseForm, Choice, SentOnce, check_time, filled
from app.core.time_range import parse_ms
from app.wording.forms import WordsField, WordsLineField

LONGEST_QUESTION = 300
LONGEST_TITLE = 80
DEFAULT_SECONDS = 6
REPEAT_LABELS = {
    Repeat.NONE: "Once",
    Repeat.STILL: "Then its last picture stands still",
    Repeat.SLOW: "Then once more at half speed",
}


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"Shorten this to {characters} characters.")


def _ask_question() -> WordsField:
    return WordsField(
        "The question on the card",
        kind="question on a card",
        validators=[DataRequired("Write the question."), _at_most(LONGEST_QUESTION)],
    )


def _ask_seconds(label: str) -> IntegerField:
    return IntegerField(
        label,
        default=DEFAULT_SECONDS,
        validators=[
            InputRequired("Say for how many seconds, from 1 to 60."),
            NumberRange(1, 60, "Choose from 1 to 60 seconds."),
        ],
    )


class PlacedForm(SentOnce):
    """Something that is put at a place of the film, counted from 1; without one, at its end."""

    position = IntegerField(validators=[Optional(), NumberRange(1, 1000)])


class AddedMomentForm(PlacedForm):
    """A moment that is put into the film."""

    moment = HiddenField(validators=[DataRequired()])


class CardForm(PlacedForm):
    """A card with a question that is put into the film."""

    words = _ask_question()
    seconds = _ask_seconds("Stands for")


class RemovedPartForm(PlacedForm):
    """A part that was taken out, as it was, so that it can be put back."""

    clip = HiddenField()
    moment = HiddenField()
    start_frame = IntegerField(validators=[Optional(), NumberRange(0)])
    end_frame = IntegerField(validators=[Optional(), NumberRange(1)])
    words = HiddenField(validators=[Length(max=LONGEST_QUESTION)])
    repeat = HiddenField(default=Repeat.NONE, validators=[AnyOf(list(Repeat))])
    seconds = _ask_seconds("Stands for")


class PartForm(BaseForm):
    """What stands on or over a part. ``seen`` are the words that its page showed."""

    seconds: IntegerField
    words: WordsField | WordsLineField
    seen = HiddenField()

    def show_at(self, part: FilmPart) -> PartForm:
        """Tell this form on a page apart from those of other parts."""
        _name_fields(self, part)
        return self

    def read(self) -> dict[str, Any]:
        """The change as services take it; the form has validated."""
        return {
            "words": (self.words.data or "").strip(),
            "seen": self.seen.data or "",
            "seconds": filled(self.seconds),
            "repeat": Repeat.NONE,
        }


class CardChangeForm(PartForm):
    """A card that stands in the film."""

    words = _ask_question()
    seconds = _ask_seconds("Stands for")


class MomentChangeForm(PartForm):
    """A moment that stands in the film: its title, and how it is repeated."""

    words = WordsLineField(
        "Title shown over it",
        kind="title of a moment",
        validators=[Optional(), _at_most(LONGEST_TITLE)],
    )
    repeat = RadioField(
        "How it is shown",
        choices=[Choice(repeat.value, label) for repeat, label in REPEAT_LABELS.items()],
        validators=[InputRequired("Choose how it is shown.")],
    )
    seconds = _ask_seconds("A still stands for")

    def read(self) -> dict[str, Any]:
        """The change as services take it; the form has validated."""
        return super().read() | {"repeat": Repeat(filled(self.repeat))}


class TrimForm(BaseForm):
    """Where a moment begins and ends, typed, or one edge moved by some frames: ``step`` is such as ``start-10``."""

    start = StringField("From", validators=[check_time])
    end = StringField("To", validators=[check_time])
    step = HiddenField()

    def show_at(self, part: FilmPart) -> TrimForm:
        """Tell this form on a page apart from those of other parts."""
        _name_fields(self, part)
        return self

    def read(self) -> tuple[int, int]:
        """Both times in ms; the form has validated."""
        return parse_ms(self.start.data or "0"), parse_ms(self.end.data or "0")


def _name_fields(form: BaseForm, part: FilmPart) -> None:
    for field in form:
        field.id = f"{field.name}-{part.uuid}"


def open_part_form(part: FilmPart, **data: Any) -> PartForm:
    """The form of a part by what it is; what was sent fills it before ``data`` does."""
    kind = CardChangeForm if part.kind is PartKind.CARD else MomentChangeForm
    form: PartForm = kind(**data)
    return form.show_at(part)


def read_step(step: str) -> tuple[Edge, int] | None:
    """``start-10`` as an edge and a number of frames; None for anything else."""
    for edge in Edge:
        if step.startswith(edge) and step[len(edge) :] in {f"{frames:+d}" for frames in STEPS}:
            return edge, int(step[len(edge) :])
    return None


STEPS = (-10, -1, 1, 10)
"""By how many frames a button trims."""
