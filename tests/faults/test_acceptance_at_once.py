"""A link that several tabs use at the same moment makes one account, and one of the tabs is let in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.invitations.models import State
from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.core.actor import RoleName
from app.extensions import db
from tests.factories.invitations import find_welcome, make_invitation
from tests.factories.people import carry_token, make_administrator, make_person, sign_in

pytestmark = pytest.mark.faults

TABS = 4


def send_together(tabs: list[FlaskClient], address: str, form: dict[str, str]) -> list[int]:
    together = threading.Barrier(TABS)

    def send(tab: FlaskClient) -> int:
        together.wait()
        return tab.post(address, data=form).status_code

    with ThreadPoolExecutor(TABS) as pool:
        return sorted(pool.map(send, tabs))


def test_several_tabs_with_one_link_make_one_account(portal: Flask) -> None:
    with portal.app_context():
        link = find_welcome(make_invitation(email="asha@example.org"))
    tabs = [carry_token(portal.test_client()) for _ in range(TABS)]
    guest = {"full_name": "Asha Rao", "known_as": "Asha", "password": "seven herons by the weir"}
    assert send_together(tabs, link, guest) == [302, 410, 410, 410]
    with portal.app_context():
        found = sa.select(sa.func.count(Person.id)).where(Person.email == "asha@example.org")
        assert db.session.scalar(found) == 1


def test_several_tabs_of_a_member_accept_once(portal: Flask) -> None:
    with portal.app_context():
        member = make_person(RoleName.PRACTITIONER)
        invitation = make_invitation(make_administrator(), RoleName.SUPERVISOR, email=member.email)
        address = f"/invitations/{invitation.uuid}/acceptance"
        tabs = [sign_in(portal.test_client(), member) for _ in range(TABS)]
        member_id = member.id
    assert send_together(tabs, address, {}) == [302, 410, 410, 410]
    with portal.app_context():
        member = db.session.get_one(Person, member_id)
        assert {role.name for role in member.roles} == {RoleName.PRACTITIONER, RoleName.SUPERVISOR}
        accepted = sa.select(sa.func.count()).where(AuditEvent.action == "invitation.accepted")
        assert db.session.scalar(accepted) == 1


def test_several_tabs_that_invite_one_address_send_one_letter(portal: Flask) -> None:
    with portal.app_context():
        office = make_administrator()
        tabs = [sign_in(portal.test_client(), office) for _ in range(TABS)]
    form = {"email": "asha@example.org", "offered": "trainee"}
    assert send_together(tabs, "/invitations", form) == [302, 422, 422, 422]


def test_taking_back_and_accepting_at_once_ends_in_one_of_the_two(portal: Flask) -> None:
    with portal.app_context():
        office = make_administrator()
        invitation = make_invitation(office)
        link, uuid = find_welcome(invitation), invitation.uuid
        tab = sign_in(portal.test_client(), office)
        invitation_id = invitation.id
    guest = {"full_name": "Asha Rao", "known_as": "Asha", "password": "seven herons by the weir"}
    visitor = carry_token(portal.test_client())
    with ThreadPoolExecutor(2) as pool:
        coming = pool.submit(visitor.post, link, data=guest)
        ending = pool.submit(tab.post, f"/invitations/{uuid}/revocation")
    with portal.app_context():
        state = db.session.get_one(type(invitation), invitation_id).state
    came, ended = coming.result().status_code, ending.result().status_code
    assert (came, ended, state) in {(302, 409, State.ACCEPTED), (410, 302, State.REVOKED)}
