"""A person leaves: what goes at once, what goes later, what stays, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.profiles.models import Profile
from app.accounts.sign_ins.models import SignIn
from app.allocations.models import Allocation
from app.cases.models import CompletedCycle
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason
from app.core import clock
from app.core.actor import RoleName
from app.drafts.models import Draft
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.models import Notification
from app.retention.leaving.models import WAITING, Leaving
from app.retention.models import DeletionRecord
from app.supervision.models import ConfirmedSession, SupervisionSession
from tests.factories.clips import make_clip
from tests.factories.feedback import Scene, make_scene
from tests.factories.keeping import place_hold
from tests.factories.people import make_administrator, make_enrolment, make_person, sign_in
from tests.factories.practice import make_completed_cycle, make_cycle, make_session
from tests.factories.reviews import make_award
from tests.integration.retention.conftest import WorkOff

FINISH = "retention.finish_leavings"


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    scene.comment()
    make_completed_cycle(scene.clip.cycle.client)
    session = make_session(scene.enrolment, scene.supervisor, minutes=60, confirmed=True)
    session.note = "What I take with me."
    db.session.add(Draft(person_id=scene.trainee.id, key="note/1", body="unsent"))
    db.session.add(Profile(person_id=scene.trainee.id, employer="A council"))
    db.session.commit()
    return scene


def ask(client: FlaskClient, person: Person, **form: str) -> None:
    assert sign_in(client, person).post("/account/leaving", data=form).status_code == 302


def close(client: FlaskClient, person: Person, by: Person | None = None) -> Any:
    office = sign_in(client, by or make_administrator())
    return office.post(f"/association/people/{person.uuid}/leaving")


def let_leave(client: FlaskClient, person: Person, work_off: WorkOff, **form: str) -> None:
    ask(client, person, **form)
    assert close(client, person).status_code == 302
    work_off()


def come_to_the_end(work_off: WorkOff) -> None:
    with time_machine.travel(clock.now() + WAITING + timedelta(hours=1)):
        finish(work_off)


def finish(work_off: WorkOff) -> None:
    enqueue_job(FINISH, {})
    db.session.commit()
    work_off()


def count(kind: type, **values: object) -> int:
    return db.session.query(kind).filter_by(**values).count()


def test_the_office_is_told_and_somebody_else_of_it_closes_the_account(
    client: FlaskClient, scene: Scene
) -> None:
    office = make_administrator()
    ask(client, scene.trainee)
    told = db.session.scalars(sa.select(Notification).filter_by(person_id=office.id)).one()
    assert "asks to leave" in told.subject
    page = sign_in(client, office).get(told.path)
    assert "1 film of their clients goes" in page.text
    assert scene.clip.cycle.client.code not in page.text
    assert close(client, scene.trainee, office).status_code == 302
    assert not db.session.get_one(Person, scene.trainee.id).active


def test_nobody_closes_their_own_account_for_good(client: FlaskClient) -> None:
    office, _ = make_administrator(), make_administrator()
    ask(client, office)
    assert close(client, office, office).status_code == 403


def test_nobody_is_made_to_leave(client: FlaskClient, scene: Scene) -> None:
    assert close(client, scene.trainee).status_code == 409
    assert db.session.get_one(Person, scene.trainee.id).active


def test_whoever_trainees_rest_on_stays_until_they_rest_on_others(
    client: FlaskClient, scene: Scene
) -> None:
    ask(client, scene.supervisor)
    assert close(client, scene.supervisor).status_code == 409
    assert db.session.scalars(sa.select(Leaving)).one().closed_at is None


def test_whoever_asked_may_stay_after_all(client: FlaskClient, scene: Scene) -> None:
    ask(client, scene.trainee)
    sign_in(client, scene.trainee).post("/account/leaving/withdrawal")
    assert close(client, scene.trainee).status_code == 409


def test_films_and_private_things_go_at_once_and_held_films_later(
    client: FlaskClient, scene: Scene, work_off: WorkOff
) -> None:
    held = make_clip(make_cycle(scene.clip.cycle.client))
    hold = place_hold(held, clock.today())
    let_leave(client, scene.trainee, work_off)
    order = db.session.scalars(sa.select(ErasureOrder)).one()
    assert (order.clip_id, order.reason) == (scene.clip.id, ErasureReason.PERSON_LEFT)
    assert db.session.get_one(Clip, scene.clip.id).state is ClipState.ERASED
    assert count(Draft) == count(SignIn, person_id=scene.trainee.id) == 0
    db.session.delete(db.session.merge(hold))
    db.session.commit()
    come_to_the_end(work_off)
    assert db.session.get_one(Clip, held.id).state is ClipState.ERASED
    assert count(DeletionRecord) == 2


def test_after_the_waiting_time_a_nameless_row_is_left_and_everything_counted_stays(
    client: FlaskClient, scene: Scene, work_off: WorkOff
) -> None:
    name, email = scene.trainee.full_name, scene.trainee.email
    let_leave(client, scene.trainee, work_off)
    finish(work_off)
    assert db.session.get_one(Person, scene.trainee.id).full_name == name
    come_to_the_end(work_off)
    person = db.session.get_one(Person, scene.trainee.id)
    assert person.full_name == person.known_as == "Former member"
    assert email not in (person.email, *[n.subject for n in db.session.query(Notification)])
    assert not [n for n in db.session.query(Notification) if name in n.subject]
    assert (person.password, person.roles, person.active) == (None, [], False)
    assert count(Profile) == 0
    assert count(CompletedCycle) == count(ConfirmedSession, minutes=60) == 1
    assert db.session.scalars(sa.select(SupervisionSession.note)).all() == [""]
    running = sa.select(Allocation).where(
        Allocation.enrolment_id == scene.enrolment.id, Allocation.ended_at.is_(None)
    )
    assert db.session.scalars(running).all() == []


def test_doing_it_again_changes_nothing(
    client: FlaskClient, scene: Scene, work_off: WorkOff
) -> None:
    let_leave(client, scene.trainee, work_off)
    come_to_the_end(work_off)
    finished_at = db.session.scalars(sa.select(Leaving.finished_at)).one()
    come_to_the_end(work_off)
    assert db.session.scalars(sa.select(Leaving.finished_at)).one() == finished_at


def test_the_pages_of_the_office_and_of_supervisors_bear_a_nameless_person(
    client: FlaskClient, scene: Scene, work_off: WorkOff
) -> None:
    session = db.session.scalars(sa.select(SupervisionSession)).one()
    let_leave(client, scene.trainee, work_off)
    come_to_the_end(work_off)
    sign_in(client, make_administrator())
    person_page = f"/association/people/{scene.trainee.uuid}"
    for path in (
        "/association",
        "/association/trainees",
        "/association/practitioners",
        "/association/supervisors",
        "/association/reviews",
        "/association/people",
        "/association/events",
        f"/association/trainees/{scene.enrolment.uuid}",
        f"/trainees/{scene.enrolment.uuid}",
        person_page,
        f"{person_page}/leaving",
    ):
        assert client.get(path).status_code == 200, path
    assert "Former member" not in client.get("/association/trainees").text
    sign_in(client, scene.supervisor)
    for path in ("/caseload", "/sessions", "/account/activity", f"/sessions/{session.uuid}"):
        assert client.get(path).status_code == 200, path
    assert "Former member" not in client.get("/caseload").text


def test_the_office_opens_the_account_again_while_the_time_runs(
    client: FlaskClient, scene: Scene, work_off: WorkOff
) -> None:
    let_leave(client, scene.trainee, work_off)
    office = sign_in(client, make_administrator())
    address = f"/association/people/{scene.trainee.uuid}"
    assert "stay erased" in office.get(f"{address}/leaving").text
    assert office.post(f"{address}/reactivations").status_code == 302
    come_to_the_end(work_off)
    person = db.session.get_one(Person, scene.trainee.id)
    assert person.active
    assert person.full_name == scene.trainee.full_name
    assert db.session.get_one(Clip, scene.clip.id).state is ClipState.ERASED


def test_there_is_no_way_back_once_the_name_is_gone(
    client: FlaskClient, scene: Scene, work_off: WorkOff
) -> None:
    let_leave(client, scene.trainee, work_off)
    come_to_the_end(work_off)
    office = sign_in(client, make_administrator())
    answer = office.post(f"/association/people/{scene.trainee.uuid}/reactivations")
    assert answer.status_code == 409
    assert "Invite them anew" in answer.text


@pytest.mark.parametrize(("form", "keeps"), [({}, True), ({"takes_name": "y"}, False)])
def test_the_register_keeps_a_name_unless_it_is_taken(
    client: FlaskClient, work_off: WorkOff, form: dict[str, str], keeps: bool
) -> None:
    award = make_award(make_enrolment(), make_person(RoleName.SUPERVISOR))
    name = award.person.full_name
    let_leave(client, award.person, work_off, **form)
    come_to_the_end(work_off)
    person = db.session.get_one(Person, award.person_id)
    assert (person.full_name == name) is keeps
    assert person.email.endswith("@invalid")
    sign_in(client, make_administrator())
    page = client.get("/association/practitioners")
    assert award.number in page.text
    assert (name in page.text) is keeps


def test_a_page_tells_what_becomes_of_it_before_anybody_asks(client: FlaskClient) -> None:
    person = make_enrolment().person
    page = sign_in(client, person).get("/account/leaving")
    assert "Ask to leave" in page.text
    assert "Take my name out" not in page.text
