"""The access table, read once more for people in between: whose reason has ended, and who hold two roles."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.queries import get_role
from app.accreditation.models import Appointment
from app.allocations.models import Allocation, AllocationKind
from app.allocations.queries import build_actor, list_running_allocations
from app.association.people.services import deactivate_person
from app.cases.consents.services import withdraw_consents
from app.clips.models import Clip
from app.core.actor import SYSTEM, RoleName
from app.core.clock import now
from app.extensions import db
from app.request_hooks import PUBLIC_ENDPOINTS
from tests.conventions.access_table import TABLE
from tests.conventions.test_access import HEADERS, build_address
from tests.conventions.world import World, build_world
from tests.factories.people import carry_token, make_administrator, make_enrolment, sign_in

HELD = {"show_session", "create_confirmation", "create_refusal"}
"""A session is also seen by whoever held it, for as long as there is one."""

WORK = (
    "cases.",
    "consents.",
    "clips.",
    "showings.",
    "feedback.",
    "uploads.",
    "progress.",
    "accreditation.",
)


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


def ask(app: Flask, world: World, person: Person | None, method: str, endpoint: str) -> int:
    client: FlaskClient = carry_token(app.test_client())
    if person is not None:
        sign_in(client, person)
    address = build_address(app, world, method, endpoint)
    answer = client.open(address, method=method, headers=HEADERS.get(endpoint.split(".")[0]))
    answer.close()
    return answer.status_code


def find_trainee_work(world: World) -> list[Allocation]:
    clip = db.session.query(Clip).filter_by(uuid=world.parameters["clip_uuid"]).one()
    return list(list_running_allocations(clip.cycle.client.enrolment))


@pytest.mark.parametrize(
    ("persona", "kind"),
    [("own_supervisor", AllocationKind.SUPERVISOR), ("reviewer", AllocationKind.REVIEWER)],
)
def test_whose_allocation_ended_is_a_stranger_from_that_moment(
    app: Flask, world: World, persona: str, kind: AllocationKind
) -> None:
    for allocation in find_trainee_work(world):
        if allocation.kind is kind:
            allocation.end()
    if kind is AllocationKind.REVIEWER:
        end_appointments()
    db.session.commit()
    wrong = []
    for (method, endpoint), row in sorted(TABLE.items()):
        if not endpoint.startswith(WORK) or endpoint.split(".")[1] in HELD:
            continue
        status = ask(app, world, world.people[persona], method, endpoint)
        if status != row.other_supervisor:
            wrong.append(f"{method} {endpoint}: {status}, not {row.other_supervisor}")
    assert not wrong, "\n".join(wrong)


def end_appointments() -> None:
    for appointment in db.session.query(Appointment).filter_by(ended_at=None):
        appointment.ended_at = now()


@pytest.mark.parametrize("persona", ["owner", "own_supervisor", "reviewer"])
def test_without_consent_there_is_no_film_for_anybody(
    app: Flask, world: World, persona: str
) -> None:
    clip = db.session.query(Clip).filter_by(uuid=world.parameters["clip_uuid"]).one()
    withdraw_all_consents_of(clip)
    open_still = [
        f"{method} {endpoint}"
        for method, endpoint in sorted(TABLE)
        if endpoint.startswith("clips.") or endpoint == "feedback.show_clip"
        if ask(app, world, world.people[persona], method, endpoint) != 404
    ]
    assert not open_still


def withdraw_all_consents_of(clip: Clip) -> None:
    withdraw_consents(build_actor(clip.cycle.client.enrolment.person), clip.cycle.client)
    db.session.commit()


@pytest.mark.parametrize("persona", ["owner", "own_supervisor", "administrator"])
def test_a_closed_account_is_signed_out_everywhere(app: Flask, world: World, persona: str) -> None:
    person = world.people[persona]
    make_administrator()
    deactivate_person(SYSTEM, person)
    db.session.commit()
    wrong = {
        f"{method} {endpoint}"
        for (method, endpoint), row in TABLE.items()
        if ask(app, world, person, method, endpoint) != row.signed_out
    }
    assert not wrong


@pytest.mark.parametrize("persona", ["other_supervisor", "other_trainee"])
def test_a_seat_in_the_office_opens_nobodys_work(app: Flask, world: World, persona: str) -> None:
    """An administrator who is also somebody else reaches of a trainee's work what either of the two reaches."""
    person = world.people[persona]
    person.roles.append(get_role(RoleName.ADMINISTRATOR))
    db.session.commit()
    wrong = []
    for (method, endpoint), row in sorted(TABLE.items()):
        if endpoint.startswith(WORK):
            status = ask(app, world, person, method, endpoint)
            if status not in {getattr(row, persona), row.administrator}:
                wrong.append(f"{method} {endpoint}: {status}")
    assert not wrong, "\n".join(wrong)


def test_a_supervisor_in_training_sees_their_own_work_and_no_other(
    app: Flask, world: World
) -> None:
    own = make_enrolment()
    own.person.roles.append(get_role(RoleName.SUPERVISOR))
    db.session.commit()
    opened = {
        f"{method} {endpoint}"
        for (method, endpoint), row in TABLE.items()
        if endpoint.startswith(WORK) and row.other_trainee == row.other_supervisor == 404
        if ask(app, world, own.person, method, endpoint) != 404
    }
    assert not opened


def test_every_unsafe_request_needs_the_token_of_its_page(app: Flask, world: World) -> None:
    taken = []
    for method, endpoint in sorted(TABLE):
        if method == "GET":
            continue
        client: FlaskClient = sign_in(app.test_client(), world.people["owner"])
        del client.environ_base["HTTP_X_CSRFTOKEN"]
        address = build_address(app, world, method, endpoint)
        headers = HEADERS.get(endpoint.split(".")[0])
        if client.open(address, method=method, headers=headers).status_code != 400:
            taken.append(f"{method} {endpoint}")
    assert not taken, taken


def test_the_public_forms_need_the_token_of_their_page_too(app: Flask, world: World) -> None:
    """Or somebody could be signed in, without noticing, as the person who made the strange page."""
    public = [(m, e) for m, e in sorted(TABLE) if m != "GET" and e in PUBLIC_ENDPOINTS]
    taken = []
    for method, endpoint in public:
        client = app.test_client()
        if (
            client.open(build_address(app, world, method, endpoint), method=method).status_code
            != 400
        ):
            taken.append(f"{method} {endpoint}")
    assert len(public) > 5
    assert not taken
