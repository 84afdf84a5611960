"""What a fellow trainee finds: the film and nothing else, while it is shown and the family agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.models import Allocation
from app.allocations.queries import build_actor
from app.association.people.services import deactivate_person, reactivate_person, withdraw_role
from app.audit.models import AuditEvent
from app.cases.models import Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.relations import Relation
from app.clips.models import ClipShowing, HoldKind, RenditionKind
from app.core import clock
from app.core.actor import SYSTEM, RoleName
from app.extensions import db
from app.jobs.services import enqueue_job
from tests.conventions.access_table import TABLE
from tests.conventions.test_access import HEADERS, build_address
from tests.conventions.world import build_world
from tests.factories.clips import give_consent, seal, withdraw_consent
from tests.factories.feedback import make_request
from tests.factories.keeping import place_hold
from tests.factories.people import carry_token, make_administrator, make_enrolment, sign_in
from tests.factories.showings import Intervision, make_intervision, show_to_peer
from tests.jobs import run_due_jobs
from tests.queries import counted_queries

OWN_FILM = {
    ("GET", "feedback.show_clip"): 200,
    ("GET", "clips.show_poster"): 200,
    ("GET", "clips.show_filmstrip"): 200,
    ("GET", "clips.show_state"): 200,
    ("GET", "comparisons.show_comparison"): 200,
    ("POST", "clips.create_viewing"): 303,
    ("GET", "holds.show_worry"): 200,
    ("POST", "holds.create_safeguarding_hold"): 422,
}
"""All that opens to a peer of a trainee's work."""


def list_open(client: FlaskClient, shown: Intervision) -> dict[str, int]:
    """What each address of the film answers to the peer, without one that is not there."""
    addresses = {
        "page": shown.address,
        "poster": f"{shown.address}/poster",
        "filmstrip": f"{shown.address}/filmstrip",
        "state": f"{shown.address}/state",
    }
    sign_in(client, shown.peer)
    answers = {name: client.get(address).status_code for name, address in addresses.items()}
    answers["viewing"] = client.post(f"{shown.address}/viewings").status_code
    return {name: status for name, status in answers.items() if status != 404}


def seal_all(shown: Intervision) -> None:
    for kind in RenditionKind:
        seal(shown.clip, kind, b"sealed")


def test_to_a_peer_everything_but_the_film_is_as_to_any_other_trainee(app: Flask) -> None:
    world = build_world()
    peer = db.session.scalars(
        sa.select(Person)
        .join(Allocation, Allocation.person_id == Person.id)
        .where(Allocation.uuid == world.parameters["allocation_uuid"])
    ).one()
    wrong = []
    for (method, endpoint), row in sorted(TABLE.items()):
        client: FlaskClient = sign_in(carry_token(app.test_client()), peer)
        address = build_address(app, world, method, endpoint)
        answer = client.open(address, method=method, headers=HEADERS.get(endpoint.split(".")[0]))
        answer.close()
        expected = {OWN_FILM.get((method, endpoint), row.other_trainee)}
        if expected == {404} and "clips/" in address:
            expected.add(403)  # the film exists for them, and nothing may be done to it
        if answer.status_code not in expected:
            wrong.append(f"{method} {endpoint}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_a_peer_finds_the_film_and_watches_it(client: FlaskClient) -> None:
    shown = make_intervision()
    seal_all(shown)
    sign_in(client, shown.peer)
    desk = client.get("/shown").text
    assert shown.scene.trainee.full_name in desk
    assert f'href="{shown.address}"' in desk
    page = client.get(shown.address).text
    assert f"{shown.scene.trainee.full_name} shows you this film for intervision until" in page
    viewing = client.post(f"{shown.address}/viewings", headers={"Accept": "text/plain"})
    film = client.get(viewing.location)
    assert film.status_code == 200
    film.close()
    owners = sign_in(client, shown.scene.trainee).get(shown.address).text
    watchers = owners.split("Who has watched")[1]
    assert shown.peer.full_name in watchers


def test_no_page_leads_a_peer_to_the_case_or_names_it(client: FlaskClient) -> None:
    shown = make_intervision(includes_feedback=True)
    shown.scene.comment()
    make_request(shown.scene, "Where do I leave her room?")
    case = shown.clip.cycle.client
    sign_in(client, shown.peer)
    of_film = [shown.address + part for part in ("", "/worry", "/comparison")]
    for address in ("/shown", *of_film):
        page = client.get(address).text
        for leak in (
            case.code,
            *(str(thing.uuid) for thing in (case, case.enrolment, shown.clip.cycle)),
            "Where do I leave her room?",
            "Reply</",
            "How long it stays",
        ):
            assert leak not in page, f"{leak} on {address}"


@pytest.mark.parametrize("included", [True, False])
def test_released_feedback_goes_with_the_film_only_where_it_is_included(
    client: FlaskClient, included: bool
) -> None:
    shown = make_intervision(includes_feedback=included)
    shown.scene.comment(body="You wait two full seconds.")
    shown.scene.comment(body="Not released.", released=False)
    page = sign_in(client, shown.peer).get(shown.address).text
    assert ("You wait two full seconds." in page) == included
    assert "Not released." not in page


def _withdraw(purpose: Purpose) -> Callable[[Intervision], object]:
    return lambda shown: withdraw_consent(shown.clip.cycle.client, purpose)


def _pass(shown: Intervision) -> None:
    shown.showing.until_on = clock.today() - timedelta(days=1)


def _end(shown: Intervision) -> None:
    shown.showing.ended_at = clock.now()


def _end_reason(shown: Intervision) -> None:
    shown.showing.allocation.end()


def _hold(shown: Intervision) -> None:
    place_hold(shown.clip, clock.today(), kind=HoldKind.SAFEGUARDING)


def _leave_training(shown: Intervision) -> None:
    shown.peer.roles.clear()


@pytest.mark.parametrize(
    "close",
    [
        _withdraw(Purpose.INTERVISION),
        _withdraw(Purpose.VIG),
        _pass,
        _end,
        _end_reason,
        _hold,
        _leave_training,
    ],
    ids=["intervision", "vig", "over", "stopped", "reason", "hold", "no_trainee"],
)
def test_what_closes_a_showing_closes_it_at_once_and_whole(
    client: FlaskClient, close: Callable[[Intervision], object]
) -> None:
    shown = make_intervision(includes_feedback=True)
    seal_all(shown)
    assert list_open(client, shown).keys() == {"page", "poster", "filmstrip", "state", "viewing"}
    viewing = client.post(f"{shown.address}/viewings", headers={"Accept": "text/plain"}).location
    close(shown)
    db.session.commit()
    assert list_open(client, shown) == {}
    assert client.get(viewing).status_code == 404
    assert shown.scene.trainee.full_name not in client.get("/shown").text


def test_the_no_of_one_person_closes_it_and_their_yes_opens_it_again(client: FlaskClient) -> None:
    shown = make_intervision()
    seal_all(shown)
    case = shown.clip.cycle.client
    for consent in db.session.scalars(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .where(
            FilmedPerson.client_id == case.id,
            FilmedPerson.relation == Relation.CHILD,
            Consent.purpose == Purpose.INTERVISION,
        )
    ):
        db.session.add(ConsentWithdrawal(consent=consent, recorded_by_id=case.enrolment.person_id))
    db.session.commit()
    assert list_open(client, shown) == {}
    owners = sign_in(client, shown.scene.trainee).get(f"{shown.address}/showings").text
    assert "Closed to all of them for now" in owners
    give_consent(case, Purpose.INTERVISION)
    assert len(list_open(client, shown)) == 5


@pytest.mark.parametrize("purpose", [Purpose.SUPERVISION, Purpose.ACCREDITATION])
def test_other_consents_neither_open_nor_close_it(client: FlaskClient, purpose: Purpose) -> None:
    shown = make_intervision()
    seal_all(shown)
    withdraw_consent(shown.clip.cycle.client, purpose)
    assert len(list_open(client, shown)) == 5


def test_a_film_is_open_until_the_end_of_its_last_day(client: FlaskClient) -> None:
    shown = make_intervision()
    last = clock.start_of(clock.today() + timedelta(weeks=4, days=1))
    with time_machine.travel(last - timedelta(minutes=1), tick=False):
        assert sign_in(client, shown.peer).get(shown.address).status_code == 200
    with time_machine.travel(last + timedelta(minutes=1), tick=False):
        assert sign_in(client, shown.peer).get(shown.address).status_code == 404


def test_another_trainee_and_a_visitor_find_nothing(client: FlaskClient) -> None:
    shown = make_intervision()
    other = make_enrolment(supervisor=shown.scene.supervisor).person
    sign_in(client, other)
    assert client.get(shown.address).status_code == 404
    assert "Films of fellow trainees will stand here" in client.get("/shown").text
    carry_token(client)
    for address in ("/shown", f"{shown.address}/showings", f"{shown.address}/showings/new"):
        assert client.get(address).status_code == 302
    assert client.post(shown.ending).status_code == 401


def test_what_is_over_is_ended_on_record(client: FlaskClient) -> None:
    over, still = make_intervision(), make_intervision()
    _pass(over)
    db.session.commit()
    over_id, still_id, peer_id = over.showing.id, still.showing.id, over.peer.id
    enqueue_job("showings.end_over", {})
    db.session.commit()
    run_due_jobs()
    ended = db.session.get_one(ClipShowing, over_id)
    assert ended.ended_at is not None
    assert ended.allocation.ended_at is not None
    runs = db.session.get_one(ClipShowing, still_id)
    assert runs.ended_at is None
    assert runs.allocation.ended_at is None
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="showing.ended")).one()
    assert (event.actor_id, event.about_id) == (None, peer_id)
    sign_in(client, db.session.get_one(Person, peer_id))
    assert "The portal stopped showing you a film" in client.get("/account/activity").text


@pytest.mark.parametrize("whose", ["peer", "trainee"])
def test_a_closed_account_ends_what_it_sees_and_shows(app: Flask, whose: str) -> None:
    shown = make_intervision()
    office = build_actor(make_administrator())
    person = shown.peer if whose == "peer" else shown.scene.trainee
    deactivate_person(office, person)
    reactivate_person(office, person)
    db.session.commit()
    assert shown.showing.ended_at is not None
    assert shown.showing.allocation.ended_at is not None


def test_leaving_training_ends_what_was_shown_and_not_what_is_shown(app: Flask) -> None:
    shown = make_intervision()
    make_administrator()
    own = show_to_peer(shown.clip, make_enrolment().person)
    withdraw_role(SYSTEM, shown.peer, RoleName.TRAINEE)
    withdraw_role(SYSTEM, shown.scene.trainee, RoleName.TRAINEE)
    db.session.commit()
    assert shown.showing.ended_at is not None
    assert own.ended_at is None


def test_the_page_asks_the_same_number_of_questions_for_one_film_as_for_many(
    client: FlaskClient,
) -> None:
    shown = make_intervision()
    sign_in(client, shown.peer)

    def count() -> int:
        with counted_queries() as asked:
            assert client.get("/shown").status_code == 200
        return len(asked)

    before = count()
    for _ in range(4):
        show_to_peer(make_intervision().clip, shown.peer)
    assert client.get("/shown").text.count("film-row-title") == 5
    assert count() == before
