"""The pages of goals: what each person sees under which consent, and forms that lose nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.cases.goals.models import Goal, GoalRating, Occasion
from app.cases.models import Client, Purpose
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.clips import withdraw_consent
from tests.factories.goals import QUESTION, make_goal, make_rating
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle

WORDS = "I feel I am guessing."
CLOSED = "The words of this goal are not shown"
REMOVED = "The words of this goal were removed when the family ended their consent"
NUMBERS = 'aria-label="Rated on a scale from 1 to 7: at the start 3"'


@dataclass
class Scene:
    """A family with a rated goal, their trainee and the trainee's supervisor."""

    family: Client
    goal: Goal
    rating: GoalRating
    people: dict[str, Person]

    @property
    def pages(self) -> list[str]:
        return [f"/clients/{self.family.uuid}", f"/clients/{self.family.uuid}/goals"]


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    supervisor = make_supervisor()
    family = make_client(make_enrolment(supervisor=supervisor))
    goal = make_goal(family)
    people = {"trainee": family.enrolment.person, "supervisor": supervisor}
    return Scene(family, goal, make_rating(goal), people)


def find_chosen(page: str, name: str) -> str | None:
    """The value of the radio of this name that is chosen."""
    radios = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    chosen = [re.findall(r'value="([^"]*)"', radio)[0] for radio in radios if " checked" in radio]
    return chosen[0] if chosen else None


@pytest.mark.parametrize(
    ("withdrawn", "reader", "sees_words"),
    [
        (None, "trainee", True),
        (None, "supervisor", True),
        (Purpose.SUPERVISION, "trainee", True),
        (Purpose.SUPERVISION, "supervisor", False),
        (Purpose.VIG, "trainee", False),
        (Purpose.VIG, "supervisor", False),
        (Purpose.ACCREDITATION, "supervisor", True),
    ],
)
def test_a_familys_words_are_read_under_their_consent_alone(
    client: FlaskClient, scene: Scene, withdrawn: Purpose | None, reader: str, sees_words: bool
) -> None:
    if withdrawn:
        withdraw_consent(scene.family, withdrawn)
    sign_in(client, scene.people[reader])
    for page in scene.pages:
        text = client.get(page).text
        assert NUMBERS in text
        for words in (QUESTION, WORDS, "She settles sooner."):
            assert (words in text) is sees_words
        assert (CLOSED in text) is not sees_words


def test_no_form_tells_the_words_that_are_closed(client: FlaskClient, scene: Scene) -> None:
    withdraw_consent(scene.family, Purpose.VIG)
    sign_in(client, scene.people["trainee"])
    forms = (f"/goals/{scene.goal.uuid}", f"/ratings/{scene.rating.uuid}")
    for address in (*forms, f"/goals/{scene.goal.uuid}/ratings/new"):
        text = client.get(address).text
        assert QUESTION not in text
        assert WORDS not in text


def test_words_that_were_removed_are_missed_kindly(client: FlaskClient, scene: Scene) -> None:
    scene.goal.question = scene.goal.would_know = scene.rating.words = ""
    db.session.commit()
    sign_in(client, scene.people["supervisor"])
    for page in scene.pages:
        text = client.get(page).text
        assert REMOVED in text
        assert NUMBERS in text


def test_a_goal_is_agreed_with_where_they_start(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.people["trainee"])
    form = {
        "question": " What is he telling me? ",
        "set_on": "2025-04-01",
        "value": "2",
        "words": "Hm.",
    }
    answer = client.post(f"/clients/{scene.family.uuid}/goals", data=form)
    goal = db.session.scalars(sa.select(Goal).where(Goal.number == 2)).one()
    assert answer.headers["Location"] == f"{scene.pages[1]}#goal-{goal.uuid}"
    assert goal.question == "What is he telling me?"
    rating = db.session.scalars(sa.select(GoalRating).where(GoalRating.goal == goal)).one()
    assert (rating.value, rating.words, rating.occasion) == (2, "Hm.", Occasion.BASELINE)


def test_what_was_typed_stays_where_something_is_not_right(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.people["trainee"])
    form = {"question": "What is he telling me?", "set_on": "2035-04-01", "value": "2"}
    answer = client.post(f"/clients/{scene.family.uuid}/goals", data=form)
    assert answer.status_code == 422
    assert "What is he telling me?" in answer.text
    assert "today at the latest" in answer.text


def test_rating_a_cycle_leads_back_to_it(client: FlaskClient, scene: Scene) -> None:
    cycle = make_cycle(scene.family)
    sign_in(client, scene.people["trainee"])
    address = f"/goals/{scene.goal.uuid}/ratings"
    page = client.get(f"{address}/new?cycle={cycle.uuid}").text
    assert find_chosen(page, "occasion") == str(cycle.uuid)
    form = {"occasion": str(cycle.uuid), "value": "5", "rated_on": "2025-04-01"}
    answer = client.post(f"{address}?cycle={cycle.uuid}", data=form)
    assert answer.headers["Location"] == f"/cycles/{cycle.uuid}#goals"
    assert "Choose a mark" in client.post(address, data=form | {"value": ""}).text
    assert client.post(address, data=form).status_code == 422, "that cycle is rated already"


def test_a_rating_is_corrected_and_taken_out(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.people["trainee"])
    address = f"/ratings/{scene.rating.uuid}"
    assert find_chosen(client.get(address).text, "value") == "3"
    assert client.post(address, data={"value": "4", "rated_on": "2025-04-01"}).status_code == 303
    assert "at the start 4" in client.get(scene.pages[1]).text
    assert client.post(address, data={"value": "9", "rated_on": "2025-04-01"}).status_code == 422
    client.post(f"{address}/removal")
    assert "Not rated yet" in client.get(scene.pages[1]).text


def test_an_ended_goal_stands_last_and_comes_back(client: FlaskClient, scene: Scene) -> None:
    make_goal(scene.family, "And what helps?")
    sign_in(client, scene.people["trainee"])
    client.post(f"/goals/{scene.goal.uuid}/endings")
    text = client.get(scene.pages[1]).text
    assert text.index("And what helps?") < text.index(QUESTION)
    assert "ended</span>" in text
    client.post(f"/goals/{scene.goal.uuid}/returns")
    text = client.get(scene.pages[1]).text
    assert text.index(QUESTION) < text.index("And what helps?")


def test_an_empty_page_teaches(client: FlaskClient) -> None:
    family = make_client(make_enrolment())
    sign_in(client, family.enrolment.person)
    assert "What does the family hope for?" in client.get(f"/clients/{family.uuid}/goals").text


def test_more_goals_and_ratings_ask_no_more_questions(
    client: FlaskClient, scene: Scene, count_queries: CountQueries
) -> None:
    sign_in(client, scene.people["trainee"])
    for page in scene.pages:
        client.get(page)
        with count_queries() as few:
            client.get(page)
        for number in range(3):
            goal = make_goal(scene.family, f"Question {number}")
            for cycle in [make_cycle(scene.family) for _ in range(3)]:
                make_rating(goal, 4, cycle=cycle)
        with count_queries() as many:
            client.get(page)
        assert len(few) == len(many)
