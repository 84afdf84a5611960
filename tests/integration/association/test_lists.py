"""The lists that people choose from, and the scale of goals, are the office's to keep."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.profiles.models import ChoiceKind, ProfileChoice
from app.accounts.profiles.services import install_choices
from app.cases.choices.models import CaseChoice, ChoiceList
from app.cases.choices.queries import list_offered
from app.cases.choices.services import install_case_choices, retire_choice
from app.cases.goals.models import GoalScale
from app.cases.goals.queries import find_scale
from app.cases.goals.scales import Scale
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.people import make_administrator, sign_in

PLACE = "/association/lists/profession"
PROMPTS = "/association/lists/reflection_prompt"
PROMPT = ChoiceList.REFLECTION_PROMPT


@pytest.fixture
def office(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_administrator())


def find(name: str, kind: ChoiceKind = ChoiceKind.PROFESSION) -> ProfileChoice:
    asked = sa.select(ProfileChoice).where(ProfileChoice.name == name, ProfileChoice.kind == kind)
    return db.session.scalars(asked).one()


def test_what_is_added_can_be_chosen_at_once(office: FlaskClient) -> None:
    assert office.post(PLACE, data={"name": " Midwife "}).status_code == 302
    assert f'<option value="{find("Midwife").uuid}">Midwife</option>' in office.get("/account").text


def test_an_entry_stands_once_in_its_list_whatever_others_hold(office: FlaskClient) -> None:
    answer = office.post(PLACE, data={"name": "Teacher"})
    assert answer.status_code == 422
    assert "has an entry of this name already" in answer.text
    assert office.post("/association/lists/setting", data={"name": "Teacher"}).status_code == 302


def test_an_entry_without_a_name_is_refused(office: FlaskClient) -> None:
    assert office.post(PLACE, data={"name": "  "}).status_code == 422
    assert office.post(PLACE, data={"name": "x" * 121}).status_code == 422


def test_a_new_name_stands_everywhere_at_once(office: FlaskClient) -> None:
    teacher = find("Teacher")
    address = f"/association/lists/entries/{teacher.uuid}"
    assert 'value="Teacher"' in office.get(address).text
    assert office.post(address, data={"name": "School teacher"}).status_code == 302
    assert find("School teacher").id == teacher.id
    assert office.post(address, data={"name": "Psychiatrist"}).status_code == 422


def test_a_retired_entry_is_offered_no_more_and_can_come_back(office: FlaskClient) -> None:
    address = f"/association/lists/entries/{find('Teacher').uuid}"
    office.post(f"{address}/retirements")
    assert ">Teacher<" not in office.get("/account").text
    assert "retired" in office.get(PLACE).text
    office.post(f"{address}/returns")
    assert ">Teacher<" in office.get("/account").text


def test_preparing_again_brings_back_nothing_the_office_changed(office: FlaskClient) -> None:
    find("Teacher").name = "School teacher"
    db.session.flush()
    before = db.session.scalar(sa.select(sa.func.count()).select_from(ProfileChoice))
    install_choices(SYSTEM)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProfileChoice)) == before


def find_prompt(words: str) -> CaseChoice:
    return db.session.scalars(sa.select(CaseChoice).where(CaseChoice.words == words)).one()


@pytest.mark.parametrize("place", [PLACE, PROMPTS])
def test_every_list_is_kept_in_the_same_way(office: FlaskClient, place: str) -> None:
    assert office.post(place, data={"name": " What made you smile? "}).status_code == 302
    assert office.post(place, data={"name": "What made you smile?"}).status_code == 422
    assert "What made you smile?" in office.get(place).text


def test_a_prompt_is_reworded_retired_and_brought_back(office: FlaskClient) -> None:
    office.post(PROMPTS, data={"name": "What made you smile?"})
    address = f"/association/lists/entries/{find_prompt('What made you smile?').uuid}"
    assert "also stand in all reflections" in office.get(address).text
    assert office.post(address, data={"name": "What made them smile?"}).status_code == 302
    office.post(f"{address}/retirements")
    assert "What made them smile?" not in [c.words for c in list_offered(SYSTEM, PROMPT)]
    office.post(f"{address}/returns")
    assert [c.words for c in list_offered(SYSTEM, PROMPT)][-1] == "What made them smile?"


def test_a_prompt_may_be_a_sentence_and_no_more(office: FlaskClient) -> None:
    assert office.post(PROMPTS, data={"name": "w" * 300}).status_code == 302
    assert office.post(PROMPTS, data={"name": "w" * 301}).status_code == 422


def test_a_new_association_has_prompts_and_reasons(app: Flask) -> None:
    assert len(list_offered(SYSTEM, PROMPT)) == 6
    assert [c.words for c in list_offered(SYSTEM, ChoiceList.REFERRAL_REASON)][-1] == (
        "Something else"
    )


def test_preparing_again_leaves_the_lists_of_casework_alone(app: Flask) -> None:
    for choice in list_offered(SYSTEM, PROMPT)[1:]:
        retire_choice(SYSTEM, choice)
    install_case_choices(SYSTEM)
    assert len(list_offered(SYSTEM, PROMPT)) == 1


def test_the_office_chooses_the_scale_of_new_goals(office: FlaskClient) -> None:
    place = "/association/goal-scale"
    form = {"marks": "0-10", "low_words": "far off", "high_words": "we are there"}
    assert "1 to 7" in office.get(place).text
    assert office.post(place, data=form | {"marks": "1-5"}).status_code == 422
    assert office.post(place, data=form | {"low_words": ""}).status_code == 422
    assert office.post(place, data=form).status_code == 302
    assert find_scale() == Scale(0, 10, "far off", "we are there")
    office.post(place, data=form)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(GoalScale)) == 2
