"""A field, its hint and its error are one thing for everybody who meets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tests.unit.pages.rendering import render, words

HUBS: Any = ["", "Hub"]
MODES: Any = ["In person", "By video"]
CYCLES: Any = ["one", "two"]


class Boxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class EveryKind(Form):
    code = StringField(
        "Client code", [InputRequired("Enter the client code")], description="No name"
    )
    place = StringField("Place", [Optional()])
    on = DateField("Date", [InputRequired("Enter the date")])
    minutes = IntegerField("Minutes", [InputRequired("Enter the minutes")])
    words = TextAreaField("Words", [InputRequired("Write something")])
    service = SelectField("Service", [InputRequired("Choose a service")], choices=HUBS)
    mode = RadioField("Mode", [InputRequired("Choose how")], choices=MODES)
    cycles = Boxes("Cycles", [InputRequired("Choose a cycle")], choices=CYCLES)
    agreed = BooleanField("Both took part", [InputRequired("Confirm it")])
    version = HiddenField()


VISIBLE = [field.name for field in EveryKind() if field.name != "version"]
GROUPS = {"mode", "cycles"}


def render_field(name: str, form: Form, **arguments: object) -> Element:
    return render("field", form[name], **arguments)


def refused(values: Mapping[str, str]) -> EveryKind:
    form = EveryKind(MultiDict(values))
    assert not form.validate()
    return form


def described_by(page: Element) -> str:
    element = next(e for e in page.iter() if e.get("aria-describedby"))
    ids = (element.get("aria-describedby") or "").split()
    by_id = {e.get("id"): "".join(e.itertext()).strip() for e in page.iter() if e.get("id")}
    return " ".join(by_id[i] for i in ids)


@pytest.mark.parametrize("name", [n for n in VISIBLE if n != "place"])
def test_an_error_is_read_out_with_its_field(name: str) -> None:
    form = refused({})
    assert str(form[name].errors[0]) in described_by(render_field(name, form))


def test_the_hint_stays_beside_the_error() -> None:
    assert described_by(render_field("code", refused({}))) == "No name Error: Enter the client code"


def test_a_hint_given_by_the_page_wins_over_the_form() -> None:
    assert (
        described_by(render_field("code", EveryKind(), hint="As in your notes"))
        == "As in your notes"
    )


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_choices_stand_under_one_legend(name: str) -> None:
    page = render_field(name, EveryKind())
    assert "".join(page.find(".//fieldset/legend").itertext()).strip() == name.capitalize()  # type: ignore[union-attr]
    labels = {label.get("for") for label in page.iter("label")}
    assert {f"{name}-0", f"{name}-1"} == labels == {i.get("id") for i in page.iter("input")}


@pytest.mark.parametrize("name", [n for n in VISIBLE if n not in GROUPS])
def test_every_other_field_has_its_label(name: str) -> None:
    assert [label.get("for") for label in render_field(name, EveryKind()).iter("label")] == [name]


def test_only_what_may_be_left_out_says_so() -> None:
    said = {n: "(optional)" in "".join(render_field(n, EveryKind()).itertext()) for n in VISIBLE}
    assert [name for name, optional in said.items() if optional] == ["place"]


def test_a_date_uses_the_browsers_own_input() -> None:
    assert render_field("on", EveryKind()).find(".//input").get("type") == "date"  # type: ignore[union-attr]


def test_a_textarea_carries_the_key_of_its_draft_and_its_height() -> None:
    words = render_field("words", EveryKind(), draft="comment-7", rows=9).find(".//textarea")
    assert words is not None
    assert (words.get("data-draft"), words.get("rows")) == ("comment-7", "9")


def test_a_number_says_its_unit() -> None:
    assert "minutes" in "".join(render_field("minutes", EveryKind(), suffix="minutes").itertext())


def test_a_hidden_field_stays_bare() -> None:
    assert [child.tag for child in render_field("version", EveryKind())] == ["input"]


def test_what_was_typed_comes_back_escaped() -> None:
    form = refused({"code": '"><script>alert(1)</script>'})
    page = render_field("code", form)
    assert page.find(".//script") is None
    assert page.find(".//input").get("value") == '"><script>alert(1)</script>'  # type: ignore[union-attr]


def test_the_summary_leads_to_every_problem() -> None:
    form = refused({"service": "Hub"})
    ids = {f"#{e.get('id')}" for name in VISIBLE for e in render_field(name, form).iter()}
    links = [link.get("href") for link in render("error_summary", form).iter("a")]
    assert len(links) == len([field for field in form if field.errors]) == len(VISIBLE) - 2
    assert ids.issuperset(links)


def test_a_form_without_problems_has_no_summary() -> None:
    assert words(render("error_summary", EveryKind())) == ""


def test_a_problem_of_the_whole_form_is_said_once() -> None:
    form = refused({})
    form.form_errors = ["We do not know that pair", "We do not know that pair"]
    assert words(render("error_summary", form)).count("We do not know that pair") == 1


def test_a_page_can_leave_out_the_forms_hint() -> None:
    assert "No name" not in words(render_field("code", EveryKind(), hint=""))
