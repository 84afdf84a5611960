"""Asking somebody to join: who may, what is refused, and what the letter says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.invitations import services
from app.accounts.invitations.errors import (
    AccountClosed,
    AddressUnreadable,
    CourseTooFarAway,
    CourseUnknown,
    HoldsRoleAlready,
    InvitationAnswered,
    InvitedAlready,
    InvitesOneself,
    NoRoleOffered,
)
from app.accounts.invitations.grants import Offer
from app.accounts.invitations.models import LINK_LIFE, Invitation, State
from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.audit.models import AuditEvent
from app.core import clock
from app.core.actor import RoleName
from app.core.errors import DomainError, Forbidden
from app.extensions import db
from app.jobs.models import Job
from tests.factories.invitations import make_invitation
from tests.factories.people import make_administrator, make_person, make_supervisor, sign_in
from tests.integration.accounts.invitations.letters import find_links
from tests.integration.notifications.test_letters import read_letters, read_words

COURSE = date(2026, 10, 9)
TRAINEE = Offer(frozenset({RoleName.TRAINEE}), COURSE)
SUPERVISOR = Offer(frozenset({RoleName.SUPERVISOR}))


def find_invitations(email: str) -> list[Invitation]:
    query = sa.select(Invitation).where(Invitation.email == email).order_by(Invitation.id)
    return list(db.session.scalars(query))


def test_a_supervisor_invites_somebody_of_their_course(client: FlaskClient, outbox: Path) -> None:
    supervisor = make_supervisor()
    name = supervisor.full_name
    sign_in(client, supervisor)
    answer = client.post(
        "/invitations",
        data={
            "email": "Asha@Example.org",
            "full_name": "Asha  Rao",
            "course_ended_on": "2026-10-09",
        },
    )
    assert answer.location == "/invitations"
    [invitation] = find_invitations("asha@example.org")
    assert invitation.role_names == {RoleName.TRAINEE}
    assert (invitation.full_name, invitation.course_ended_on) == ("Asha Rao", COURSE)
    assert invitation.state is State.OPEN
    links = find_links(outbox)
    [letter] = read_letters(outbox)
    assert list(links) == [letter["To"]] == ["asha@example.org"]
    for kind in ("plain", "html"):
        words = read_words(letter, kind)
        assert f"{name} invites you to the VIG Portal as a trainee" in words
        assert "Dear Asha," in words
        assert "because you have an account" not in words


def test_those_who_invite_find_the_page_from_their_desk(client: FlaskClient) -> None:
    sign_in(client, make_supervisor())
    assert 'href="/invitations"' in client.get("/caseload").text
    sign_in(client, make_administrator())
    assert 'href="/invitations"' in client.get("/association/people").text
    sign_in(client, make_person(RoleName.TRAINEE))
    assert 'href="/invitations"' not in client.get("/pathway").text


def test_an_administrator_invites_with_several_roles(client: FlaskClient) -> None:
    sign_in(client, make_administrator())
    form = {"email": "moira@example.org", "offered": ["practitioner", "supervisor"]}
    assert client.post("/invitations", data=form).status_code == 302
    [invitation] = find_invitations("moira@example.org")
    assert invitation.role_names == {RoleName.PRACTITIONER, RoleName.SUPERVISOR}


def test_a_supervisor_cannot_slip_in_another_role(client: FlaskClient) -> None:
    sign_in(client, make_supervisor())
    form = {"email": "a@example.org", "offered": "administrator", "course_ended_on": "2026-10-09"}
    client.post("/invitations", data=form)
    [invitation] = find_invitations("a@example.org")
    assert invitation.role_names == {RoleName.TRAINEE}


@pytest.mark.parametrize("role", [RoleName.TRAINEE, RoleName.PRACTITIONER])
def test_others_cannot_invite(app: Flask, role: RoleName) -> None:
    with pytest.raises(Forbidden):
        services.invite(build_actor(make_person(role)), "a@example.org", "", TRAINEE)


def test_a_supervisor_offers_nothing_but_training(app: Flask) -> None:
    with pytest.raises(Forbidden):
        services.invite(build_actor(make_supervisor()), "a@example.org", "", SUPERVISOR)


def refuse(inviter: Person, email: str, offer: Offer) -> type[DomainError]:
    with pytest.raises(DomainError) as refused:
        services.invite(build_actor(inviter), email, "", offer)
    return refused.type


def test_each_broken_rule_has_its_own_words(app: Flask) -> None:
    office, supervisor = make_administrator(), make_supervisor()
    closed = make_person(RoleName.TRAINEE)
    closed.active = False
    trainee = make_person(RoleName.TRAINEE)
    trainee.password = "set"
    db.session.flush()
    open_to = make_invitation(office).email
    far = Offer(TRAINEE.roles, clock.today() + timedelta(days=400))
    assert refuse(office, "asha at example", TRAINEE) is AddressUnreadable
    assert refuse(office, "a@example.org", Offer(frozenset())) is NoRoleOffered
    assert refuse(office, "a@example.org", far) is CourseTooFarAway
    assert refuse(office, open_to, TRAINEE) is InvitedAlready
    assert refuse(office, office.email, SUPERVISOR) is InvitesOneself
    assert refuse(office, closed.email, TRAINEE) is AccountClosed
    assert refuse(office, trainee.email, TRAINEE) is HoldsRoleAlready
    assert refuse(supervisor, "a@example.org", Offer(TRAINEE.roles)) is CourseUnknown


def test_a_supervisor_does_not_learn_who_has_an_account(client: FlaskClient) -> None:
    trainee, closed = make_person(RoleName.TRAINEE), make_person(RoleName.PRACTITIONER)
    trainee.password = hash_password("three otters under the bridge")
    closed.active = False
    db.session.commit()
    addresses = [trainee.email, closed.email, "nobody@example.org"]
    sign_in(client, make_supervisor())
    answers = []
    for address in addresses:
        form = {"email": address, "course_ended_on": "2026-10-09"}
        answer = client.post("/invitations", data=form)
        page = client.get("/invitations").text.replace(address, "the address")
        answers.append((answer.status_code, answer.location, page.count("open</span>")))
    assert answers == [(302, "/invitations", number) for number in (1, 2, 3)]


def test_somebody_whose_account_is_closed_gets_no_letter(app: Flask, outbox: Path) -> None:
    closed = make_person(RoleName.TRAINEE)
    closed.active = False
    db.session.commit()
    services.invite(build_actor(make_supervisor()), closed.email, "", TRAINEE)
    db.session.commit()
    assert find_links(outbox) == {}


def test_the_letter_to_somebody_with_an_account_asks_them_to_sign_in(
    app: Flask, outbox: Path
) -> None:
    member = make_person(RoleName.PRACTITIONER)
    member.password = hash_password("three otters under the bridge")
    db.session.commit()
    services.invite(build_actor(make_administrator()), member.email, "", SUPERVISOR)
    db.session.commit()
    find_links(outbox)
    [letter] = read_letters(outbox)
    assert "Sign in with it" in read_words(letter, "plain")


def test_nothing_secret_waits_in_the_queue_or_stands_in_the_database(
    app: Flask, outbox: Path
) -> None:
    services.invite(build_actor(make_supervisor()), "a@example.org", "Asha", TRAINEE)
    db.session.commit()
    [job] = db.session.scalars(sa.select(Job)).all()
    arguments = dict(job.arguments)
    assert set(arguments) == {"invitation"}
    [link] = find_links(outbox).values()
    token = link.rpartition("/")[2]
    [row] = db.session.execute(sa.select(Invitation.__table__)).all()
    assert token not in " ".join(map(str, row))
    assert token not in str(arguments)


def test_an_address_whose_invitation_ran_out_can_be_invited_anew(app: Flask) -> None:
    supervisor = make_supervisor()
    old = make_invitation(supervisor, email="a@example.org")
    old.expires_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    services.invite(build_actor(make_supervisor()), "a@example.org", "", TRAINEE)
    db.session.commit()
    states = [invitation.state for invitation in find_invitations("a@example.org")]
    assert states == [State.EXPIRED, State.OPEN]
    with pytest.raises(InvitationAnswered):
        services.resend(build_actor(supervisor), find_invitations("a@example.org")[0])


def test_the_database_itself_keeps_one_open_invitation_for_each_address(app: Flask) -> None:
    make_invitation(email="a@example.org")
    with pytest.raises(sa.exc.IntegrityError):
        make_invitation(email="a@example.org")
    db.session.rollback()


def test_sending_again_gives_a_new_link_and_seven_more_days(
    app: Flask, client: FlaskClient, outbox: Path
) -> None:
    supervisor = make_supervisor()
    browser = sign_in(app.test_client(), supervisor)
    services.invite(build_actor(supervisor), "a@example.org", "Asha", TRAINEE)
    db.session.commit()
    [before] = find_links(outbox).values()
    [invitation] = find_invitations("a@example.org")
    invitation.expires_at = clock.now() - timedelta(days=1)
    uuid = invitation.uuid
    db.session.commit()
    assert client.get(before).status_code == 410
    assert browser.post(f"/invitations/{uuid}/sendings").location == "/invitations"
    for path in outbox.iterdir():
        path.unlink()
    [after] = find_links(outbox).values()
    assert client.get(before).status_code == 410
    assert client.get(after).status_code == 200
    [invitation] = find_invitations("a@example.org")
    assert abs(invitation.expires_at - clock.now() - LINK_LIFE) < timedelta(minutes=1)


def test_a_link_taken_back_opens_nothing_and_frees_the_address(
    app: Flask, client: FlaskClient, outbox: Path
) -> None:
    supervisor = make_supervisor()
    browser = sign_in(app.test_client(), supervisor)
    services.invite(build_actor(supervisor), "a@example.org", "Asha", TRAINEE)
    db.session.commit()
    [link] = find_links(outbox).values()
    [invitation] = find_invitations("a@example.org")
    uuid = invitation.uuid
    browser.post(f"/invitations/{uuid}/revocation")
    closed = client.get(link)
    assert closed.status_code == 410
    assert "ask the person who invited you" in closed.text
    assert browser.post(f"/invitations/{uuid}/revocation").status_code == 409
    assert browser.post(f"/invitations/{uuid}/sendings").status_code == 409
    services.invite(build_actor(make_supervisor()), "a@example.org", "", TRAINEE)


def test_the_one_who_sends_again_stands_for_an_invitation_nobody_stands_for(app: Flask) -> None:
    left = make_supervisor()
    invitation = make_invitation(left)
    left.active = False
    office = make_administrator()
    db.session.flush()
    services.resend(build_actor(office), invitation)
    db.session.commit()
    assert (invitation.invited_by_id, invitation.is_backed) == (office.id, True)


def test_what_happens_to_an_invitation_is_on_record(app: Flask) -> None:
    actor = build_actor(make_supervisor())
    member = make_person(RoleName.PRACTITIONER)
    invitation = services.invite(actor, member.email, "", TRAINEE)
    services.resend(actor, invitation)
    services.revoke(actor, invitation)
    db.session.flush()
    events = db.session.scalars(
        sa.select(AuditEvent)
        .where(AuditEvent.subject_id == invitation.uuid)
        .order_by(AuditEvent.id)
    ).all()
    assert [event.action for event in events] == [
        "person.invited",
        "invitation.resent",
        "invitation.revoked",
    ]
    assert {event.actor_id for event in events} == {actor.person_id}
    assert events[0].about_id == member.id
