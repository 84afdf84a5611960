"""How a cycle went, and what stands beside it: written down once, read under the family's consent, never a condition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.cases.models import Cycle, EvidenceBasis, FilmKind, Purpose
from app.cases.notes.models import CycleMark, FilmingNotes, MarkKind, SharedReviewNotes
from app.cases.notes.queries import list_marks, read_notes
from app.cases.notes.services import mark_cycle, mark_cycles
from app.cases.queries import list_steps
from app.cases.services import record_evidence
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from app.supervision.services import confirm_session
from tests.factories.clips import withdraw_consent
from tests.factories.feedback import make_scene
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle, make_session

FILMED = date(2025, 4, 1)
WORDS = ("In the kitchen", "Tea time", "She looks for me first.", "Waiting is not doing nothing.")
REVIEW = {
    "minutes": "50",
    "moments_shown": "3",
    "client_words": WORDS[2],
    "insight": WORDS[3],
    "changed_goal": "",
}


@dataclass
class Scene:
    """A filmed cycle with its trainee and their supervisor."""

    cycle: Cycle
    trainee: Person
    supervisor: Person

    @property
    def address(self) -> str:
        return f"/cycles/{self.cycle.uuid}"

    def reader(self, name: str) -> Person:
        return self.trainee if name == "trainee" else self.supervisor

    def write(self, client: FlaskClient) -> None:
        """Write both halves down as the trainee would."""
        sign_in(client, self.trainee)
        filming = {"place": WORDS[0], "activity": WORDS[1], "minutes": "7"}
        assert client.post(f"{self.address}/filming", data=filming).status_code == 303
        assert client.post(f"{self.address}/shared-review", data=REVIEW).status_code == 303


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    supervisor = make_supervisor()
    family = make_client(make_enrolment(supervisor=supervisor))
    return Scene(make_cycle(family, filmed_on=FILMED), family.enrolment.person, supervisor)


@pytest.mark.parametrize(
    ("withdrawn", "reader", "sees_words"),
    [
        (None, "trainee", True),
        (None, "supervisor", True),
        (Purpose.SUPERVISION, "trainee", True),
        (Purpose.SUPERVISION, "supervisor", False),
        (Purpose.VIG, "trainee", False),
        (Purpose.VIG, "supervisor", False),
    ],
)
def test_how_it_went_is_read_under_the_familys_consent_alone(
    client: FlaskClient, scene: Scene, withdrawn: Purpose | None, reader: str, sees_words: bool
) -> None:
    scene.write(client)
    if withdrawn:
        withdraw_consent(scene.cycle.client, withdrawn)
    page = sign_in(client, scene.reader(reader)).get(scene.address).text
    assert "7 min" in page
    assert "50 min" in page
    for words in WORDS:
        assert (words in page) is sees_words


def test_what_is_written_again_takes_the_place_of_what_stood_there(
    client: FlaskClient, scene: Scene
) -> None:
    scene.write(client)
    assert WORDS[2] in client.get(f"{scene.address}/shared-review").text
    client.post(f"{scene.address}/shared-review", data=REVIEW | {"minutes": ""})
    client.post(f"{scene.address}/filming", data={"is_remote": "y"})
    notes = read_notes(SYSTEM, scene.cycle)
    assert notes.review is not None
    assert notes.filming is not None
    assert (notes.review.minutes, notes.review.client_words) == (None, WORDS[2])
    assert (notes.filming.place, notes.filming.is_remote) == ("", True)


def test_without_consent_nothing_new_is_written_and_nothing_shown(
    client: FlaskClient, scene: Scene
) -> None:
    scene.write(client)
    withdraw_consent(scene.cycle.client, Purpose.VIG)
    assert WORDS[2] not in client.get(f"{scene.address}/shared-review").text
    assert client.post(f"{scene.address}/shared-review", data=REVIEW).status_code == 409
    assert client.post(f"{scene.address}/filming", data={}).status_code == 409


@pytest.mark.parametrize(
    ("half", "wrong"),
    [
        ("filming", {"minutes": "0"}),
        ("filming", {"place": "x" * 81}),
        ("shared-review", {"moments_shown": "-1"}),
        ("shared-review", {"client_words": "His number is 07700 900123."}),
    ],
)
def test_what_cannot_be_is_pointed_out_and_nothing_is_lost(
    client: FlaskClient, scene: Scene, half: str, wrong: dict[str, str]
) -> None:
    sign_in(client, scene.trainee)
    answer = client.post(f"{scene.address}/{half}", data=REVIEW | wrong)
    assert answer.status_code == 422
    assert next(iter(wrong.values())) in answer.text
    kept = db.session.scalars(
        sa.union_all(sa.select(FilmingNotes.id), sa.select(SharedReviewNotes.id))
    )
    assert not kept.all()


def test_a_tick_has_a_day_and_can_be_taken_back(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.trainee)
    address = f"{scene.address}/marks/film_edited"
    assert client.post(address, data={"reached_on": "2025-04-02"}).status_code == 303
    assert "2 April 2025" in client.get(scene.address).text
    client.post(address, data={"reached_on": "2025-04-03"})
    assert list_marks(SYSTEM, scene.cycle)[MarkKind.FILM_EDITED].reached_on == date(2025, 4, 3)
    client.post(f"{address}/removal")
    assert not list_marks(SYSTEM, scene.cycle)


@pytest.mark.parametrize(
    "day", [FILMED - timedelta(days=1), clock.today() + timedelta(days=2), "", "yesterday"]
)
def test_a_tick_on_a_day_that_cannot_be_is_refused(
    client: FlaskClient, scene: Scene, day: date | str
) -> None:
    sign_in(client, scene.trainee)
    sent = {"reached_on": str(day)}
    assert client.post(f"{scene.address}/marks/film_edited", data=sent).status_code == 422


def test_that_a_cycle_was_supervised_is_nobodys_to_tick(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.trainee)
    sent = {"reached_on": "2025-04-02"}
    assert client.post(f"{scene.address}/marks/supervised", data=sent).status_code == 404


def test_a_confirmed_session_marks_its_cycles_on_its_own_day(scene: Scene) -> None:
    session = make_session(scene.cycle.client.enrolment, scene.supervisor)
    session.cycles = [scene.cycle, make_cycle(scene.cycle.client)]
    db.session.commit()
    confirm_session(build_actor(scene.supervisor), session)
    for cycle in session.cycles:
        assert list_marks(SYSTEM, cycle)[MarkKind.SUPERVISED].reached_on == session.held_on


def test_asking_about_stretches_says_that_moments_were_chosen(client: FlaskClient) -> None:
    film = make_scene()
    sign_in(client, film.trainee)
    page = client.get(film.address).text
    assert "Moments chosen" not in page
    form = {"question": "Where?", "start_1": "0:05", "end_1": "0:09", "uuid": str(film.clip.uuid)}
    assert client.post(f"{film.address}/requests", data=form).status_code == 303
    assert MarkKind.MOMENTS_CHOSEN in list_marks(SYSTEM, film.clip.cycle)


def test_the_first_mark_stays(scene: Scene) -> None:
    mark_cycles(SYSTEM, [scene.cycle], MarkKind.SUPERVISED, FILMED)
    mark_cycle(SYSTEM, scene.cycle, MarkKind.SUPERVISED)
    (mark,) = db.session.scalars(sa.select(CycleMark))
    assert mark.reached_on == FILMED


def test_a_cycle_counts_without_any_mark_or_note(scene: Scene) -> None:
    scene.cycle.reviewed_on = FILMED
    for kind in FilmKind:
        record_evidence(SYSTEM, scene.cycle, kind, EvidenceBasis.FILM)
    assert list_steps([scene.cycle])[scene.cycle.id].counts
    assert not list_marks(SYSTEM, scene.cycle)


def test_the_way_of_a_cycle_begins_when_it_is_planned(client: FlaskClient, scene: Scene) -> None:
    planned = make_cycle(scene.cycle.client)
    page = sign_in(client, scene.trainee).get(f"/cycles/{planned.uuid}").text
    stations = ["Planned", "Filmed", "Shared review", "Complete"]
    assert sorted(stations, key=lambda title: page.index(f"<strong>{title}")) == stations
    assert page.count("way-now") == 1
