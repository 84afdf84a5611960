"""Coming in by the link in the letter, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from werkzeug.test import TestResponse

from app.accounts.invitations.acceptances import services
from app.accounts.invitations.acceptances.services import NewAccount
from app.accounts.invitations.errors import LinkOver
from app.accounts.invitations.models import LINK_LIFE, Invitation, State
from app.accounts.invitations.queries import find_accepted_invitation
from app.accounts.models import Person
from app.accounts.services import add_person
from app.allocations.queries import build_actor
from app.audit.models import AuditEvent
from app.core import clock
from app.core.actor import NOBODY, SYSTEM, RoleName
from app.core.database import AccessMode, access_mode
from app.core.errors import NotFound
from app.extensions import db
from app.notifications.models import Notification
from tests.factories.invitations import find_welcome, make_invitation
from tests.factories.people import make_administrator, make_person, make_supervisor, sign_in
from tests.integration.accounts.test_signing_in import fill_in, read_token
from tests.jobs import run_due_jobs

PASSWORD = "seven herons by the weir"
GUEST = {"full_name": "Asha Rao", "known_as": "Asha", "password": PASSWORD}


def come_in(client: FlaskClient, link: str, **changes: str) -> TestResponse:
    token = read_token(client.get(link).text)
    return client.post(link, data={"csrf_token": token, **GUEST, **changes})


def find_person(email: str) -> Person | None:
    return db.session.scalar(sa.select(Person).where(Person.email == email))


def test_the_page_says_who_invites_to_what_and_knows_the_name(client: FlaskClient) -> None:
    supervisor = make_supervisor()
    page = client.get(find_welcome(make_invitation(supervisor, email="asha@example.org")))
    assert page.status_code == 200
    assert supervisor.full_name in page.text
    assert "a trainee" in page.text
    assert 'value="Asha Rao"' in page.text
    assert 'value="Asha"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}


def test_the_guest_gets_an_account_and_is_signed_in(client: FlaskClient) -> None:
    link = find_welcome(make_invitation(make_supervisor(), email="asha@example.org"))
    answer = come_in(client, link, full_name=" Asha  Rao-Bell ", known_as="Ash")
    assert (answer.status_code, answer.location) == (302, "/")
    person = find_person("asha@example.org")
    assert person is not None
    assert (person.full_name, person.known_as) == ("Asha Rao-Bell", "Ash")
    assert [role.name for role in person.roles] == [RoleName.TRAINEE]
    assert person.verify_and_update_password(PASSWORD)
    assert client.get("/", follow_redirects=False).status_code == 302
    assert "/sign-in" not in client.get("/").location


def test_the_guest_signs_in_with_the_password_later(app: Flask, client: FlaskClient) -> None:
    come_in(client, find_welcome(make_invitation(email="asha@example.org")))
    status, _, _ = fill_in(
        app.test_client(), "/sign-in", email="asha@example.org", password=PASSWORD
    )
    assert status == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"full_name": ""}, "Enter your name."),
        ({"known_as": ""}, "Enter the name you would like to be called."),
        ({"password": ""}, "Choose a password."),
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "password1234"}, "guessed first"),
        ({"full_name": "A" * 201}, "Shorten this to 200"),
    ],
)
def test_what_is_missing_or_too_weak_is_said_and_changes_nothing(
    client: FlaskClient, changes: dict[str, str], words: str
) -> None:
    invitation = make_invitation(email="asha@example.org")
    answer = come_in(client, find_welcome(invitation), **changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert find_person("asha@example.org") is None
    assert invitation.state is State.OPEN


def test_the_link_works_once(app: Flask, client: FlaskClient) -> None:
    link = find_welcome(make_invitation(email="asha@example.org"))
    other = app.test_client()
    token = read_token(other.get(link).text)
    come_in(client, link)
    again = other.post(link, data={"csrf_token": token, **GUEST, "full_name": "Somebody Else"})
    assert again.status_code == 410
    assert "Sign in" in again.text
    person = find_person("asha@example.org")
    assert person is not None
    assert person.full_name == "Asha Rao"


def test_the_link_works_for_seven_days(client: FlaskClient) -> None:
    link = find_welcome(make_invitation())
    with time_machine.travel(clock.now() + LINK_LIFE - timedelta(minutes=1)):
        assert client.get(link).status_code == 200
    with time_machine.travel(clock.now() + LINK_LIFE + timedelta(minutes=1)):
        assert client.get(link).status_code == 410


@pytest.mark.parametrize("link", ["/welcome/x", "/welcome/" + "A" * 64, "/welcome/%F0%9F%90%A6"])
def test_a_link_that_nobody_made_is_said_to_be_incomplete(client: FlaskClient, link: str) -> None:
    answer = client.get(link)
    assert answer.status_code == 404
    assert "copy the whole address" in answer.text


@pytest.mark.parametrize("change", ["closed", "role"])
def test_a_link_ends_with_what_its_inviter_may_offer(client: FlaskClient, change: str) -> None:
    inviter = make_administrator()
    link = find_welcome(make_invitation(inviter, RoleName.ADMINISTRATOR))
    if change == "closed":
        inviter.active = False
    else:
        inviter.roles = []
    db.session.commit()
    assert client.get(link).status_code == 410


def test_of_two_who_accept_the_same_link_the_second_is_refused(app: Flask) -> None:
    invitation = make_invitation()
    account = NewAccount("Asha Rao", "Asha", "hashed")
    services.open_account(NOBODY, invitation.link_key, account)
    with pytest.raises(LinkOver):
        services.open_account(NOBODY, invitation.link_key, account)


def make_member(*roles: RoleName) -> Person:
    member = make_person(*roles)
    member.password = hash_password(PASSWORD)
    db.session.commit()
    return member


def test_a_member_signs_in_accepts_and_holds_both_roles(client: FlaskClient) -> None:
    member = make_member(RoleName.PRACTITIONER)
    invitation = make_invitation(make_administrator(), RoleName.SUPERVISOR, email=member.email)
    link, uuid = find_welcome(invitation), invitation.uuid
    signed_out = client.get(link).text
    assert "Sign in with" in signed_out
    assert 'name="password"' not in signed_out
    sign_in(client, member)
    assert "Accept the invitation" in client.get(link).text
    assert client.post(f"/invitations/{uuid}/acceptance").status_code == 302
    assert {role.name for role in member.roles} == {RoleName.PRACTITIONER, RoleName.SUPERVISOR}
    assert client.get(link).status_code == 410
    assert client.post(f"/invitations/{uuid}/acceptance").status_code == 410


def test_a_member_cannot_be_given_a_new_password_by_the_link(client: FlaskClient) -> None:
    member = make_member(RoleName.PRACTITIONER)
    invitation = make_invitation(make_administrator(), RoleName.SUPERVISOR, email=member.email)
    link = find_welcome(invitation)
    token = read_token(client.get("/sign-in").text)
    stolen = {**GUEST, "password": "nine geese over the marsh"}
    assert client.post(link, data={"csrf_token": token, **stolen}).status_code == 409
    assert member.verify_and_update_password(PASSWORD)
    assert invitation.state is State.OPEN


def test_somebody_else_cannot_accept_it(client: FlaskClient) -> None:
    member = make_member(RoleName.PRACTITIONER)
    invitation = make_invitation(make_administrator(), RoleName.SUPERVISOR, email=member.email)
    link, uuid = find_welcome(invitation), invitation.uuid
    sign_in(client, make_person(RoleName.TRAINEE))
    assert "Somebody else is signed in" in client.get(link).text
    assert client.post(f"/invitations/{uuid}/acceptance").status_code == 404
    assert client.post(link, data=GUEST).status_code == 403
    assert invitation.state is State.OPEN


def test_a_member_without_a_password_yet_chooses_one_by_the_link(client: FlaskClient) -> None:
    add_person(SYSTEM, "asha@example.org", "A. Rao", [RoleName.PRACTITIONER])
    db.session.commit()
    link = find_welcome(make_invitation(make_supervisor(), email="asha@example.org"))
    assert come_in(client, link).status_code == 302
    person = find_person("asha@example.org")
    assert person is not None
    assert person.full_name == "Asha Rao"
    assert {role.name for role in person.roles} == {RoleName.PRACTITIONER, RoleName.TRAINEE}
    assert person.verify_and_update_password(PASSWORD)


def test_the_inviter_is_told(client: FlaskClient) -> None:
    supervisor = make_supervisor()
    supervisor_id = supervisor.id
    come_in(client, find_welcome(make_invitation(supervisor)))
    run_due_jobs()
    [line] = db.session.scalars(sa.select(Notification)).all()
    assert (line.person_id, line.path) == (supervisor_id, "/invitations")
    assert line.subject == "Asha Rao has accepted your invitation"


@pytest.mark.parametrize(
    ("role", "is_told"), [(RoleName.TRAINEE, False), (RoleName.SUPERVISOR, True)]
)
def test_the_rest_of_the_office_is_told_where_others_affairs_open(
    client: FlaskClient, role: RoleName, is_told: bool
) -> None:
    inviter, colleague = make_administrator(), make_administrator()
    ids = (inviter.id, colleague.id)
    come_in(client, find_welcome(make_invitation(inviter, role)))
    run_due_jobs()
    lines = db.session.execute(sa.select(Notification.person_id, Notification.subject)).all()
    told = {line.person_id: line.subject for line in lines}
    assert told.pop(ids[0]) == "Asha Rao has accepted your invitation"
    expected = {ids[1]: "Asha Rao has come in by an invitation as a supervisor"}
    assert told == (expected if is_told else {})


def test_no_lock_is_held_while_the_guests_password_is_hashed(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = app.extensions["security"].pwd_context
    modes = []
    original = context.hash

    def note(*args: object, **kwargs: object) -> object:
        modes.append(access_mode.get())
        return original(*args, **kwargs)

    monkeypatch.setattr(context, "hash", note)
    come_in(client, find_welcome(make_invitation()))
    assert modes == [AccessMode.READ]


def test_coming_in_is_the_guests_own_act_and_the_role_is_by_the_inviters_hand(
    client: FlaskClient,
) -> None:
    supervisor = make_supervisor()
    come_in(client, find_welcome(make_invitation(supervisor, email="asha@example.org")))
    person = find_person("asha@example.org")
    assert person is not None
    events = {
        event.action: (event.actor_id, event.about_id)
        for event in db.session.scalars(sa.select(AuditEvent)).all()
    }
    assert events["invitation.accepted"] == (person.id, None)
    assert events["role.granted.trainee"] == (supervisor.id, person.id)


def test_the_course_of_the_invitation_waits_where_the_guest_is_registered(
    app: Flask, client: FlaskClient
) -> None:
    supervisor, office, guest = make_supervisor(), make_administrator(), make_person()
    course = date(2026, 10, 9)
    come_in(
        client,
        find_welcome(make_invitation(supervisor, email=guest.email, course_ended_on=course)),
    )
    address = f"/association/people/{guest.uuid}/enrolments/new"
    page = sign_in(app.test_client(), office).get(address).text
    assert 'value="2026-10-09"' in page
    assert f"{supervisor.full_name} invited them after the course" in page
    own = sign_in(app.test_client(), guest).get("/pathway").text
    assert "ended on 9 October 2026" in own


def test_the_association_and_the_guest_find_the_course_of_the_invitation(
    app: Flask, client: FlaskClient
) -> None:
    course = date(2026, 10, 9)
    invitation = make_invitation(
        make_supervisor(), email="asha@example.org", course_ended_on=course
    )
    come_in(client, find_welcome(invitation))
    person = find_person("asha@example.org")
    assert person is not None
    for reader in (person, make_administrator()):
        found = find_accepted_invitation(build_actor(reader), person.id)
        assert isinstance(found, Invitation)
        assert found.course_ended_on == course
    with pytest.raises(NotFound):
        find_accepted_invitation(build_actor(make_supervisor()), person.id)
    assert find_accepted_invitation(SYSTEM, make_administrator().id) is None
