"""The form of a draft of the principles: all of it at once, so that nothing is lost whatever is pressed."""

from __future__ import annotations

from uuid import UUID, uuid4

from wtforms import DecimalField, FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from app.core.forms import BaseForm, filled
from app.frameworks.written import (
    MOST_ITEMS,
    MOST_PRINCIPLES,
    Written,
    WrittenItem,
    WrittenPrinciple,
)

SHORTEST_S, LONGEST_S = 0.5, 60
"""How long an initiative may wait for its answer, in seconds."""


class ItemForm(Form):
    """One item; emptied, it is left out."""

    words = StringField("Item", [Length(max=200)])
    lineage = HiddenField()


class PrincipleForm(Form):
    """One principle with its items."""

    code = StringField(
        "Sign",
        [
            DataRequired("Give it a short sign, such as BA."),
            Length(max=8),
            Regexp(r"[A-Z0-9]+\Z", message="Write the sign in capitals, such as BA."),
        ],
    )
    name = StringField("Name", [DataRequired("Name the principle."), Length(max=120)])
    items = FieldList(FormField(ItemForm), max_entries=MOST_ITEMS)


class VocabularyForm(BaseForm):
    """The ladder, how long an initiative waits, and a principle to add."""

    principles = FieldList(FormField(PrincipleForm), max_entries=MOST_PRINCIPLES)
    answer_within = DecimalField(
        "An initiative counts as received within",
        [
            InputRequired("Say how many seconds."),
            NumberRange(SHORTEST_S, LONGEST_S, f"Choose between {SHORTEST_S} and {LONGEST_S}."),
        ],
        places=None,
    )
    new_code = StringField(
        "Sign",
        [
            Optional(),
            Length(max=8),
            Regexp(r"[A-Z0-9]+\Z", message="Write the sign in capitals, such as BA."),
        ],
    )
    new_name = StringField("Name", [Length(max=80)])

    def read(self) -> Written:
        """The draft as services take it, items without words left out, a new principle last."""
        principles = [
            WrittenPrinciple(
                sent["code"], sent["name"].strip(), tuple(_read_item(**i) for i in sent["items"])
            )
            for sent in self.principles.data
        ]
        if self.new_code.data and self.new_name.data:
            principles.append(WrittenPrinciple(self.new_code.data, self.new_name.data.strip()))
        return Written(tuple(principles), round(filled(self.answer_within) * 1000))


def fill_form(written: Written) -> VocabularyForm:
    """The form of a draft as it stands."""
    return VocabularyForm(
        formdata=None,
        principles=[
            {
                "code": principle.code,
                "name": principle.name,
                "items": [
                    {"words": item.words, "lineage": str(item.lineage)} for item in principle.items
                ],
            }
            for principle in written.principles
        ],
        answer_within=written.answer_within_ms / 1000,
    )


def _read_item(words: str | None, lineage: str | None) -> WrittenItem:
    try:
        known = UUID(lineage or "")
    except ValueError:
        known = uuid4()
    return WrittenItem((words or "").strip(), known)
