"""A trainee chooses a fellow trainee, a last day and what goes with the film; and stops showing it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.queries import get_role
from app.allocations.models import Allocation, AllocationKind
from app.allocations.services import allocate_supervisor
from app.cases.models import Consent, ConsentWithdrawal, FilmedPerson, FilmKind, Purpose
from app.cases.relations import Relation
from app.clips.models import ClipShowing, ClipState
from app.clips.showings.errors import IntervisionNotAgreed
from app.clips.showings.queries import list_group
from app.clips.showings.services import show_film
from app.core import clock
from app.core.actor import SYSTEM, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.notifications.models import Notification
from tests.factories.clips import make_clip
from tests.factories.feedback import Scene, make_scene
from tests.factories.people import allocate, make_enrolment, make_person, make_supervisor, sign_in
from tests.factories.showings import make_intervision


def make_fellow(scene: Scene) -> Person:
    return make_enrolment(supervisor=scene.supervisor).person


def send(client: FlaskClient, scene: Scene, **fields: str) -> TestResponse:
    day = (clock.today() + timedelta(weeks=4)).isoformat()
    return client.post(f"{scene.address}/showings", data={"until_on": day, **fields})


def list_rows() -> list[ClipShowing]:
    return list(
        db.session.scalars(
            sa.select(ClipShowing)
            .join(ClipShowing.allocation)
            .where(Allocation.kind == AllocationKind.PEER)
            .order_by(ClipShowing.id)
        )
    )


def withdraw_of_one(scene: Scene, purpose: Purpose, relation: Relation) -> None:
    consent = db.session.scalars(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .where(
            FilmedPerson.client_id == scene.clip.cycle.client_id,
            FilmedPerson.relation == relation,
            Consent.purpose == purpose,
        )
    ).one()
    db.session.add(ConsentWithdrawal(consent=consent, recorded_by_id=scene.trainee.id))
    db.session.commit()


def test_a_film_is_shown_to_somebody_of_the_group(client: FlaskClient) -> None:
    scene = make_scene()
    fellow = make_fellow(scene)
    elsewhere = make_enrolment(supervisor=make_supervisor()).person
    sign_in(client, scene.trainee)
    form = client.get(f"{scene.address}/showings/new").text
    assert fellow.full_name in form
    for other in (elsewhere, scene.trainee, scene.supervisor):
        assert f'value="{other.uuid}"' not in form
    answer = send(client, scene, peer=str(fellow.uuid), includes_feedback="y")
    assert answer.location.endswith("/showings")
    (showing,) = list_rows()
    assert showing.allocation.person_id == fellow.id
    assert showing.until_on == clock.today() + timedelta(weeks=4)
    assert showing.includes_feedback
    listed = client.get(answer.location).text
    assert fellow.full_name in listed
    assert "with the feedback" in listed


def test_the_fellow_trainee_is_told_without_a_word_of_the_family(client: FlaskClient) -> None:
    scene = make_scene()
    fellow = make_fellow(scene)
    send(sign_in(client, scene.trainee), scene, peer=str(fellow.uuid))
    (news,) = db.session.scalars(sa.select(Notification).filter_by(person_id=fellow.id))
    assert news.subject == f"{scene.trainee.full_name} shows you a film"
    assert news.path == scene.address


def test_any_trainee_can_be_chosen_by_their_exact_address(client: FlaskClient) -> None:
    scene = make_scene()
    elsewhere = make_enrolment(supervisor=make_supervisor()).person
    sign_in(client, scene.trainee)
    assert send(client, scene, email=f" {elsewhere.email.upper()} ").status_code == 303
    (showing,) = list_rows()
    assert showing.allocation.person_id == elsewhere.id


def test_the_answer_does_not_tell_whether_an_address_exists(client: FlaskClient) -> None:
    scene = make_scene()
    closed = make_enrolment().person
    closed.active = False
    db.session.commit()
    strangers = [
        "nobody@example.org",
        make_person(RoleName.PRACTITIONER).email,
        make_supervisor().email,
        closed.email,
        scene.reviewer.email,
        scene.supervisor.email,
        scene.trainee.email,
        "%@example.org",
    ]
    sign_in(client, scene.trainee)
    answers = []
    for email in strangers:
        answer = send(client, scene, email=email)
        assert answer.status_code == 422
        answers.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert "no fellow trainee" in answers[0]
    told = {page.split("<main")[1].split("</main>")[0] for page in answers}
    assert len(told) == 1
    assert not list_rows()


def test_whoever_accompanies_a_training_is_nobodys_peer_in_it(client: FlaskClient) -> None:
    """A supervisor in training sees the film under the consent to supervision or not at all."""
    scene = make_scene()
    for person in (scene.supervisor, scene.reviewer):
        person.roles.append(get_role(RoleName.TRAINEE))
        db.session.commit()
        assert send(sign_in(client, scene.trainee), scene, email=person.email).status_code == 422


@pytest.mark.parametrize("days", [-1, 100])
def test_a_showing_ends_within_three_months(client: FlaskClient, days: int) -> None:
    scene = make_scene()
    fellow = make_fellow(scene)
    day = (clock.today() + timedelta(days=days)).isoformat()
    sign_in(client, scene.trainee)
    answer = send(client, scene, peer=str(fellow.uuid), until_on=day)
    assert answer.status_code == 422
    assert "three months" in answer.text
    assert not list_rows()


@pytest.mark.parametrize(
    "fields", [{}, {"peer": "somebody-else"}, {"peer": "not-offered"}, {"until_on": "x"}]
)
def test_a_form_with_something_missing_comes_back(
    client: FlaskClient, fields: dict[str, str]
) -> None:
    scene = make_scene()
    make_fellow(scene)
    assert send(sign_in(client, scene.trainee), scene, **fields).status_code == 422
    assert not list_rows()


@pytest.mark.parametrize("purpose", [Purpose.INTERVISION, Purpose.VIG])
def test_without_the_yes_of_one_person_nothing_is_offered(
    client: FlaskClient, purpose: Purpose
) -> None:
    scene = make_scene()
    fellow = make_fellow(scene)
    withdraw_of_one(scene, purpose, Relation.CHILD)
    sign_in(client, scene.trainee)
    page = client.get(f"{scene.address}/showings/new")
    if purpose is Purpose.VIG:  # then there is no film for its owner either
        assert page.status_code == 404
        return
    assert "<li>Child</li>" in page.text
    assert "<li>Parent</li>" not in page.text
    assert fellow.full_name not in page.text
    assert f"/clients/{scene.clip.cycle.client.uuid}/consents" in page.text
    assert send(client, scene, peer=str(fellow.uuid)).status_code == 422
    assert not list_rows()


def test_where_nobody_is_on_record_nobody_said_yes(client: FlaskClient) -> None:
    scene = make_scene()
    people = db.session.scalars(sa.select(FilmedPerson)).all()
    for person in people:
        person.in_interaction = False
    db.session.commit()
    film = make_clip(scene.clip.cycle, kind=FilmKind.INTERACTION)
    assert sign_in(client, scene.trainee).get(f"/clips/{film.uuid}/showings/new").status_code == 404
    with pytest.raises(IntervisionNotAgreed):
        show_film(
            scene.as_trainee, film, make_fellow(scene), clock.today(), includes_feedback=False
        )


def test_a_film_that_cannot_be_watched_yet_is_not_shown(client: FlaskClient) -> None:
    scene = make_scene(state=ClipState.PROCESSING)
    fellow = make_fellow(scene)
    sign_in(client, scene.trainee)
    assert "Show it to a fellow trainee" not in client.get(scene.address).text
    answer = send(client, scene, peer=str(fellow.uuid))
    assert "as soon as it can be watched" in answer.text


def test_shown_again_the_new_showing_takes_the_place_of_the_old(client: FlaskClient) -> None:
    shown = make_intervision()
    sign_in(client, shown.scene.trainee)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    send(client, shown.scene, peer=str(shown.peer.uuid), until_on=tomorrow, includes_feedback="y")
    before, after = list_rows()
    assert before.ended_at is not None
    assert after.ended_at is None
    assert before.allocation_id == after.allocation_id
    assert client.get(f"{shown.address}/showings").text.count(shown.peer.full_name) == 2


def test_the_reason_ends_with_the_last_film_shown_under_it(client: FlaskClient) -> None:
    scene = make_scene()
    fellow, other = make_fellow(scene), make_clip(scene.clip.cycle)
    sign_in(client, scene.trainee)
    for film in (scene.clip, other):
        day = clock.today().isoformat()
        data = {"peer": str(fellow.uuid), "until_on": day}
        assert client.post(f"/clips/{film.uuid}/showings", data=data).status_code == 303
    first, second = list_rows()
    allocation = first.allocation
    assert second.allocation_id == allocation.id
    runs_after = []
    for film in (scene.clip, other):
        client.post(f"/clips/{film.uuid}/showings/{allocation.uuid}/ending")
        db.session.refresh(allocation)
        runs_after.append(allocation.ended_at is None)
    assert runs_after == [True, False]
    page = client.get(f"{scene.address}/showings").text
    assert "Nobody among your fellow trainees" in page
    assert send(client, scene, peer=str(fellow.uuid)).status_code == 303, "shown again"


def test_a_showing_that_ended_cannot_be_ended_again(client: FlaskClient) -> None:
    shown = make_intervision()
    sign_in(client, shown.scene.trainee)
    assert client.post(shown.ending).status_code == 303
    assert client.post(shown.ending).status_code == 404


def test_the_supervisor_reads_to_whom_it_is_shown_and_changes_nothing(client: FlaskClient) -> None:
    shown = make_intervision()
    sign_in(client, shown.scene.supervisor)
    for address in (shown.address, f"{shown.address}/showings"):
        page = client.get(address).text
        assert shown.peer.full_name in page
        assert "Stop showing" not in page
        assert "Show it to a fellow trainee" not in page
    assert client.post(shown.ending).status_code == 403
    with pytest.raises(Forbidden):
        show_film(
            shown.scene.as_supervisor,
            shown.clip,
            shown.peer,
            clock.today(),
            includes_feedback=False,
        )


def test_nobody_else_learns_to_whom_a_film_is_shown(client: FlaskClient) -> None:
    shown = make_intervision()
    second = make_fellow(shown.scene)
    send(sign_in(client, shown.scene.trainee), shown.scene, peer=str(second.uuid))
    for reader in (shown.peer, shown.scene.reviewer):
        page = sign_in(client, reader).get(shown.address).text
        assert second.full_name not in page
        assert client.get(f"{shown.address}/showings").status_code == 403
    assert not list_group(shown.scene.as_reviewer, shown.clip)


def test_a_peer_may_become_the_supervisor(client: FlaskClient) -> None:
    scene = make_scene()
    later = make_supervisor()
    allocate(AllocationKind.PEER, later, scene.enrolment)
    assert allocate_supervisor(SYSTEM, scene.enrolment, later).person_id == later.id
