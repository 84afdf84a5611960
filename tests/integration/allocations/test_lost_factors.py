"""A lost second factor: who may vouch, what it takes away, who is told, and films that stay closed for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.lost_factors.policies import can_reset_factors
from app.audit.models import AuditEvent
from app.core import clock
from app.core.actor import Actor, RoleName
from app.extensions import db
from app.notifications.models import Notification
from app.trainees.models import Enrolment
from tests.factories.clips import make_clip
from tests.factories.factors import give_app, give_passkey
from tests.factories.people import make_administrator, make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.integration.accounts.test_signing_in import INSIDE

DAY = timedelta(hours=24)


@pytest.fixture
def supervisor(app: Flask) -> Person:
    return make_supervisor()


@pytest.fixture
def enrolment(supervisor: Person) -> Enrolment:
    enrolment = make_enrolment(supervisor=supervisor)
    give_app(enrolment.person)
    give_passkey(enrolment.person)
    return enrolment


def vouch(client: FlaskClient, enrolment: Enrolment) -> int:
    return client.post(f"/trainees/{enrolment.uuid}/vouches").status_code


def list_told(person: Person) -> list[str]:
    mine = sa.select(Notification.subject).where(Notification.person_id == person.id)
    return list(db.session.scalars(mine))


def test_the_own_supervisor_vouches_and_everything_is_taken_away(
    app: Flask, enrolment: Enrolment, supervisor: Person
) -> None:
    owner = sign_in(app.test_client(), enrolment.person)
    assert vouch(sign_in(app.test_client(), supervisor), enrolment) == 302
    db.session.expire_all()
    person = enrolment.person
    assert (person.tf_totp_secret, person.mf_recovery_codes, person.webauthn) == (None, None, [])
    assert owner.get(INSIDE).status_code == 302
    event = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "factors.reset")
    ).one()
    assert (event.actor_id, event.about_id) == (supervisor.id, person.id)


def test_the_owner_and_the_whole_office_are_told(
    app: Flask, enrolment: Enrolment, supervisor: Person
) -> None:
    office = [make_administrator(), make_administrator()]
    vouch(sign_in(app.test_client(), supervisor), enrolment)
    assert "Your second factor was reset" in list_told(enrolment.person)[0]
    for somebody in office:
        assert enrolment.person.full_name in list_told(somebody)[0]


def test_the_office_resets_it_on_the_persons_page(app: Flask, enrolment: Enrolment) -> None:
    client = sign_in(app.test_client(), make_administrator())
    address = f"/association/people/{enrolment.person.uuid}"
    assert "lost their second factor?" in client.get(address).text
    assert client.post(f"{address}/factor-resets").status_code == 302
    db.session.expire_all()
    assert enrolment.person.tf_totp_secret is None


@pytest.mark.parametrize(
    ("roles", "is_their_supervisor", "person_id", "expected"),
    [
        ({RoleName.SUPERVISOR}, True, 2, True),
        ({RoleName.SUPERVISOR}, False, 2, False),
        ({RoleName.ADMINISTRATOR}, False, 2, True),
        ({RoleName.ADMINISTRATOR}, False, 1, False),
        ({RoleName.TRAINEE}, False, 1, False),
    ],
)
def test_who_may_vouch(
    roles: set[RoleName], is_their_supervisor: bool, person_id: int, expected: bool
) -> None:
    actor = Actor(1, frozenset(roles))
    assert can_reset_factors(actor, person_id, is_their_supervisor=is_their_supervisor) is expected


def test_vouching_asks_for_a_fresh_proof(
    app: Flask, enrolment: Enrolment, supervisor: Person
) -> None:
    client = sign_in(app.test_client(), supervisor)
    with client.session_transaction() as session:
        session["fs_paa"] = session["fs_paa"] - 16 * 60
    assert vouch(client, enrolment) == 401
    db.session.expire_all()
    assert enrolment.person.tf_totp_secret is not None


def test_films_stay_closed_for_a_day_and_every_page_says_until_when(
    app: Flask, enrolment: Enrolment, supervisor: Person
) -> None:
    clip = make_clip(make_cycle(make_client(enrolment)))
    addresses = [f"/clips/{clip.uuid}", f"/clips/{clip.uuid}/poster", f"/clips/{clip.uuid}/state"]
    vouch(sign_in(app.test_client(), supervisor), enrolment)
    db.session.expire_all()
    until = enrolment.person.films_closed_until
    assert until is not None
    owner = sign_in(app.test_client(), enrolment.person)
    assert "films stay closed to your account" in owner.get("/pathway").text
    assert owner.get(addresses[0]).status_code == 403
    assert {owner.get(address).status_code for address in addresses[1:]} <= {403, 404}
    assert owner.post(f"/clips/{clip.uuid}/viewings").status_code == 403
    assert clock.now() + DAY - until < timedelta(minutes=5)
    with time_machine.travel(until + timedelta(seconds=1)):
        owner = sign_in(app.test_client(), enrolment.person)
        assert owner.get(addresses[0]).status_code == 200
        assert "films stay closed" not in owner.get("/pathway").text
