"""A family asks what is kept: passed on by code, answered by whoever works with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.cases.models import Client, Purpose
from app.clips.models import Clip, HoldKind, RenditionKind
from app.core import clock
from app.extensions import db
from app.notifications.models import Notification
from app.organisations.models import NamedPerson
from app.retention.exports.subject_access.models import SubjectAccessRequest
from tests.factories.clips import make_viewing, seal, withdraw_consent
from tests.factories.feedback import Scene, make_scene
from tests.factories.goals import make_goal
from tests.factories.keeping import place_hold
from tests.factories.people import make_administrator, make_person, sign_in
from tests.factories.retention import order_erasure
from tests.integration.retention.exports.conftest import find_undocumented, open_archive

SENT = b"\0\0\0\x18ftypmp42 as it was sent"
FILM = "films/cycle-1-shared-review.mp4"


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    seal(scene.clip, RenditionKind.ORIGINAL, SENT)
    scene.comment(body="You wait.")
    make_viewing(scene.clip, scene.supervisor)
    make_goal(scene.clip.cycle.client)
    return scene


def find_client(scene: Scene) -> Client:
    return scene.clip.cycle.client


def name_person(client: Client) -> Person:
    person = make_person()
    db.session.add(NamedPerson(organisation=client.organisation, person=person))
    db.session.commit()
    return person


def ask(browser: FlaskClient, client: Client, by: Person, **changed: str) -> Any:
    form = {"code": client.code, "asked_on": clock.today().isoformat()} | changed
    return sign_in(browser, by).post("/subject-access", data=form)


def find_request() -> SubjectAccessRequest:
    return db.session.scalars(sa.select(SubjectAccessRequest)).one()


def answer(browser: FlaskClient, scene: Scene) -> Any:
    address = f"/clients/{find_client(scene).uuid}/subject-access"
    return sign_in(browser, scene.trainee).post(address)


def take_archive(browser: FlaskClient, scene: Scene) -> Any:
    assert ask(browser, find_client(scene), make_administrator()).status_code == 302
    return open_archive(answer(browser, scene))


def close_account(person: Person) -> None:
    person.active = False
    db.session.commit()


def test_the_trainee_is_told_and_has_a_month(client: FlaskClient, scene: Scene) -> None:
    case = find_client(scene)
    ask(client, case, make_administrator(), asked_on="2026-01-31")
    assert find_request().due_on == date(2026, 2, 28)
    told = db.session.scalars(sa.select(Notification).filter_by(person_id=scene.trainee.id)).one()
    assert case.code not in told.subject
    page = sign_in(client, scene.trainee).get(f"/clients/{case.uuid}")
    assert "asked what is kept" in page.text
    assert "28 February 2026" in page.text
    assert "28 February 2026" in client.get(told.path).text


def test_whoever_passes_it_on_sees_the_code_and_nothing_else(
    client: FlaskClient, scene: Scene
) -> None:
    case = find_client(scene)
    for person in (make_administrator(), name_person(case)):
        assert ask(client, case, person).status_code == 302
        page = client.get("/subject-access")
        assert case.code in page.text
        assert "Family Hub" not in page.text
        assert scene.trainee.full_name not in page.text
        assert client.get(f"/clients/{case.uuid}/subject-access").status_code == 404
        request = db.session.scalars(
            sa.select(SubjectAccessRequest).filter_by(raised_by_id=person.id)
        ).one()
        assert client.post(f"/subject-access/{request.uuid}/archive").status_code == 403


def test_a_code_that_nobody_has_is_refused_kindly(client: FlaskClient, scene: Scene) -> None:
    answered = ask(client, find_client(scene), make_administrator(), code="nobody-000")
    assert answered.status_code == 422
    assert "No family has this code" in answered.text


def test_a_question_is_not_passed_on_before_it_is_asked(client: FlaskClient, scene: Scene) -> None:
    later = (clock.today() + timedelta(days=1)).isoformat()
    answered = ask(client, find_client(scene), make_administrator(), asked_on=later)
    assert answered.status_code == 422


def test_the_answer_holds_what_is_kept_and_the_film_as_it_was_sent(
    client: FlaskClient, scene: Scene
) -> None:
    archive = take_archive(client, scene)
    assert archive.read(FILM) == SENT
    assert archive.read("family-data.pdf").startswith(b"%PDF")
    data = json.loads(archive.read("family-data.json"))
    assert data["schema"] == "vig-portal/family-data"
    assert find_undocumented(data) == set()
    assert data["subject"] == data["family"][0]["code"] == find_client(scene).code
    assert {consent["who"] for consent in data["consents"]} == {"parent", "child"}
    assert data["goals"][0]["helping_question"]
    assert [comment["words"] for comment in data["comments"]] == ["You wait."]
    assert data["openings"][0]["by"] == scene.supervisor.full_name
    assert find_request().answered_by_id == scene.trainee.id
    actions = list(db.session.scalars(sa.select(AuditEvent.action)))
    assert actions.count("access.answered") == actions.count("film.given_to_family") == 1


def close_other_purposes(clip: Clip) -> None:
    for purpose in set(Purpose) - {Purpose.VIG}:
        withdraw_consent(clip.cycle.client, purpose)


def hold_with_reason(clip: Clip) -> None:
    place_hold(clip, clock.today())


@pytest.mark.parametrize("happening", [close_other_purposes, hold_with_reason])
def test_it_is_the_familys_own_whatever_else_was_ended(
    client: FlaskClient, scene: Scene, happening: Callable[[Clip], None]
) -> None:
    happening(scene.clip)
    assert take_archive(client, scene).read(FILM) == SENT


def withdraw_vig(clip: Clip) -> None:
    withdraw_consent(clip.cycle.client, Purpose.VIG)


def hold_for_safeguarding(clip: Clip) -> None:
    place_hold(clip, clock.today(), kind=HoldKind.SAFEGUARDING)


def have_it_erased(clip: Clip) -> None:
    order_erasure(clip)


@pytest.mark.parametrize(
    ("happening", "reason"),
    [
        (withdraw_vig, "ask the organisation"),
        (hold_for_safeguarding, "ask the organisation"),
        (have_it_erased, "being erased"),
    ],
)
def test_a_film_that_is_not_given_out_is_named_and_safeguarding_is_not(
    client: FlaskClient, scene: Scene, happening: Callable[[Clip], None], reason: str
) -> None:
    happening(scene.clip)
    archive = take_archive(client, scene)
    assert FILM not in archive.namelist()
    told = archive.read("films-not-included.txt").decode()
    assert reason in told
    everything = told + archive.read("family-data.json").decode()
    assert "safeguard" not in everything.lower()


def test_nothing_is_taken_out_where_nobody_asked(client: FlaskClient, scene: Scene) -> None:
    assert answer(client, scene).status_code == 404


def test_other_people_find_no_way_to_it(client: FlaskClient, scene: Scene) -> None:
    case = find_client(scene)
    ask(client, case, make_administrator())
    uuid = find_request().uuid
    for person in (scene.supervisor, scene.reviewer, make_scene().trainee, make_administrator()):
        sign_in(client, person)
        expected = {403} if person is scene.supervisor else {404}
        assert {client.post(f"/clients/{case.uuid}/subject-access").status_code} == expected
        assert client.post(f"/subject-access/{uuid}/archive").status_code == 404


def test_once_the_trainee_has_left_somebody_else_of_the_organisation_answers(
    client: FlaskClient, scene: Scene
) -> None:
    case = find_client(scene)
    named = name_person(case)
    close_account(scene.trainee)
    ask(client, case, make_administrator())
    told = db.session.scalars(sa.select(Notification).filter_by(person_id=named.id)).one()
    browser = sign_in(client, named)
    assert "Answer it" in browser.get(told.path).text
    archive = open_archive(browser.post(f"/subject-access/{find_request().uuid}/archive"))
    assert archive.read(FILM) == SENT


def test_nobody_answers_a_question_they_passed_on_themselves(
    client: FlaskClient, scene: Scene
) -> None:
    case = find_client(scene)
    named, another = name_person(case), name_person(case)
    close_account(scene.trainee)
    ask(client, case, named)
    uuid = find_request().uuid
    assert sign_in(client, named).post(f"/subject-access/{uuid}/archive").status_code == 403
    assert sign_in(client, another).post(f"/subject-access/{uuid}/archive").status_code == 404


def test_what_was_answered_a_week_ago_is_asked_anew(client: FlaskClient, scene: Scene) -> None:
    take_archive(client, scene)
    assert answer(client, scene).status_code == 200
    find_request().answered_at = clock.now() - timedelta(days=8)
    db.session.commit()
    assert answer(client, scene).status_code == 404
