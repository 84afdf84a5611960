"""Choosing a file, and saying yes to what would come of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField

from app.clips.annotations.imports.models import KIND
from app.clips.annotations.imports.plan import Plan
from app.core.forms import BaseForm, Choice
from app.wording.forms import WordsField

ADD, REPLACE = "add", "replace"


class FileForm(BaseForm):
    """One file with annotations."""

    file = FileField(
        "The file",
        description="ELAN (.eaf), a table (.csv), or captions (.vtt, .srt); up to 10 MB.",
        validators=[FileRequired("Choose a file.")],
    )


class ConfirmationForm(BaseForm):
    """The yes. ``words`` are those that were pointed out, so that one reason may be given for all of them."""

    captions = RadioField(
        "The captions there are",
        choices=[
            Choice(ADD, "stay, and the new ones come beside them"),
            Choice(REPLACE, "give way to the new ones"),
        ],
        default=ADD,
    )
    words = WordsField("Words that were pointed out", kind=KIND)

    def point_out(self, texts: Sequence[str]) -> ConfirmationForm:
        """Read what the file holds: what somebody sends in its place counts for nothing."""
        self.words.data = "\n".join(texts)
        return self

    def settle(self, plan: Plan) -> Plan:
        """The plan that somebody agreed to, who may have said why words stay; asked after the form was read."""
        return plan.keep_words() if self.words.reason and not self.words.errors else plan

    def is_whole(self) -> bool:
        """Whether all is said; without a reason, lines wait for their author and moments stay out."""
        return bool(self.validate()) or (set(self.errors) == {"words"} and not self.words.reason)
