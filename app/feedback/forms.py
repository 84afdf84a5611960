"""The forms of the review page. Times are typed as people read them off the player: ``1:05.4``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from app.core.errors import DomainError
from app.core.forms import Choice, SentOnce, check_time
from app.core.time_range import read_range
from app.feedback.errors import AnchorOutsideClip
from app.feedback.models import Comment, CommentKind
from app.feedback.noticing import Noticed
from app.wording.forms import WordsField

LONGEST_TEXT = 4000
STRETCH_ROWS = range(1, 6)
KIND_LABELS = {
    CommentKind.STRENGTH: "Strength",
    CommentKind.QUESTION: "Question",
    CommentKind.WORKING_POINT: "Working point",
}


class CommentForm(SentOnce):
    """Feedback at a point of a film, or at a stretch where an end is given."""

    kind = RadioField(
        "Kind",
        choices=[Choice(kind.value, label) for kind, label in KIND_LABELS.items()],
        default=CommentKind.STRENGTH.value,
    )
    start = StringField(
        "From",
        [DataRequired("Say where in the film, like 1:05."), check_time],
    )
    end = StringField("To", [check_time])
    body = WordsField(
        "What do you see?",
        [DataRequired("Write a few words first."), Length(max=LONGEST_TEXT)],
        kind="comment",
    )

    @property
    def has_words(self) -> bool:
        """Whether something stands in the box."""
        return bool((self.body.data or "").strip())

    def read(self) -> dict[str, Any]:
        """The comment as services take it. Raises RangeBackwards."""
        anchor = read_range(self.start.data, self.end.data)
        return {"kind": CommentKind(self.kind.data), "anchor": anchor, "body": self.body.data}


class ReplyForm(SentOnce):
    """An answer to one comment."""

    body = WordsField(
        "Your reply",
        [DataRequired("Write a few words first."), Length(max=LONGEST_TEXT)],
        kind="reply",
    )

    def put_under(self, comment: Comment) -> ReplyForm:
        """Tell this form on a page apart from those under other comments."""
        self.body.id = f"reply-{comment.uuid}"
        return self

    def read(self) -> dict[str, Any]:
        """The reply as services take it."""
        return {"body": self.body.data, "uuid": self.get_uuid()}


@dataclass(frozen=True, slots=True)
class StretchRow:
    """The three fields of one stretch in the form that asks for feedback."""

    number: int
    start: StringField
    end: StringField
    noticing: WordsField

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed into the row."""
        return not (self.start.data or self.end.data or self.noticing.data)

    @property
    def is_wrong(self) -> bool:
        """Whether something in the row has to be put right."""
        return bool(self.start.errors or self.end.errors or self.noticing.errors)


class AskForm(SentOnce):
    """A trainee's question with up to five stretches, each with what they noticed there."""

    question = WordsField(
        "What do you want to ask?",
        [DataRequired("Bring a question, in your own words."), Length(max=LONGEST_TEXT)],
        kind="question",
    )

    def list_rows(self) -> Iterator[StretchRow]:
        """The rows in the order of the page."""
        for number in STRETCH_ROWS:
            yield StretchRow(
                number,
                self[f"start_{number}"],
                self[f"end_{number}"],
                self[f"noticing_{number}"],
            )

    def validate(self, extra_validators: None = None) -> bool:
        """Besides each field: a row that was begun needs both of its times, the end after the beginning."""
        whole = bool(super().validate(extra_validators))
        wrong = [row for row in self.list_rows() if not row.is_empty and not _check_row(row)]
        return whole and not wrong

    def read(self) -> dict[str, Any]:
        """The request as services take it, with the stretches of all rows that were filled in."""
        stretches = [
            Noticed(read_range(row.start.data, row.end.data), row.noticing.data or "")
            for row in self.list_rows()
            if not row.is_empty
        ]
        return {
            "question": self.question.data,
            "stretches": stretches,
            "uuid": self.get_uuid(),
        }

    def show(self, error: DomainError) -> None:
        """Show a stretch outside the film at its own row."""
        if not isinstance(error, AnchorOutsideClip):
            super().show(error)
            return
        for row in self.list_rows():
            if not row.is_empty and read_range(row.start.data, row.end.data) == error.anchor:
                row.end.errors = [*row.end.errors, error.message]


for _number in STRETCH_ROWS:
    setattr(AskForm, f"start_{_number}", StringField("From", [check_time]))
    setattr(AskForm, f"end_{_number}", StringField("To", [check_time]))
    setattr(
        AskForm,
        f"noticing_{_number}",
        WordsField("What I noticed there", [Length(max=LONGEST_TEXT)], kind="noticing"),
    )


def _check_row(row: StretchRow) -> bool:
    for field, words in ((row.start, "Say where it begins."), (row.end, "Say where it ends.")):
        if not field.data:
            field.errors = [*field.errors, words]
    if row.is_wrong:
        return False
    try:
        read_range(row.start.data, row.end.data)
    except DomainError as error:
        row.end.errors = [*row.end.errors, error.message]
    return not row.is_wrong
