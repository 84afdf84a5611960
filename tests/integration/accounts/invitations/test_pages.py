"""The list of invitations, and inviting many at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.invitations.models import Invitation
from app.core import clock
from app.core.actor import RoleName
from app.core.pagination import PAGE_SIZE
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.invitations import make_invitation
from tests.factories.people import make_administrator, make_person, make_supervisor, sign_in
from tests.integration.accounts.invitations.letters import find_links


def test_an_empty_list_teaches_each_what_invitations_are_for(client: FlaskClient) -> None:
    sign_in(client, make_supervisor())
    assert "Bring your course in" in client.get("/invitations").text
    sign_in(client, make_administrator())
    assert "Invitations will stand here" in client.get("/invitations").text


def test_a_supervisor_sees_only_their_own_and_the_association_all(client: FlaskClient) -> None:
    mine, other = make_supervisor(), make_supervisor()
    make_invitation(mine, email="mine@example.org")
    make_invitation(other, email="other@example.org")
    sign_in(client, mine)
    page = client.get("/invitations").text
    assert "mine@example.org" in page
    assert "other@example.org" not in page
    sign_in(client, make_administrator())
    page = client.get("/invitations").text
    assert "mine@example.org" in page
    assert "other@example.org" in page


@pytest.fixture
def one_of_each(app: Flask) -> None:
    office = make_administrator()
    make_invitation(office, email="open@example.org", full_name="Ona Penn")
    accepted = make_invitation(office, email="accepted@example.org", full_name="Ada Cept")
    accepted.accepted_at = clock.now()
    expired = make_invitation(office, email="expired@example.org", full_name="Ex Pired")
    expired.expires_at = clock.now() - timedelta(hours=1)
    superseded = make_invitation(office, email="superseded@example.org", full_name="Su Perseded")
    superseded.supersede()
    revoked = make_invitation(office, email="revoked@example.org", full_name="Re Voked")
    revoked.revoke()
    db.session.commit()


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", {"open", "accepted", "expired", "superseded", "revoked"}),
        ("?show=open", {"open"}),
        ("?show=accepted", {"accepted"}),
        ("?show=expired", {"expired", "superseded"}),
        ("?show=revoked", {"revoked"}),
        ("?show=nonsense", {"open", "accepted", "expired", "superseded", "revoked"}),
        ("?q=ona", {"open"}),
        ("?q=ACCEPTED@example", {"accepted"}),
        ("?q=%25", set()),
        ("?q=pired&show=open", set()),
    ],
)
def test_the_list_is_narrowed(client: FlaskClient, address: str, shown: set[str]) -> None:
    sign_in(client, make_administrator())
    page = client.get(f"/invitations{address}").text
    known = {"open", "accepted", "expired", "superseded", "revoked"}
    assert {name for name in known if f"{name}@example.org</span></th>" in page} == shown
    if not shown:
        assert "No invitation fits" in page


@pytest.mark.usefixtures("one_of_each")
def test_only_what_waits_can_be_sent_again_or_taken_back(client: FlaskClient) -> None:
    sign_in(client, make_administrator())
    page = client.get("/invitations").text
    assert page.count("/sendings") == 2
    assert page.count("/revocation") == 1


def test_an_invitation_nobody_stands_for_says_so(client: FlaskClient) -> None:
    left = make_supervisor()
    make_invitation(left)
    left.active = False
    db.session.commit()
    sign_in(client, make_administrator())
    assert "needs sending again" in client.get("/invitations").text


def test_a_long_list_costs_no_more_questions(
    client: FlaskClient, count_queries: CountQueries
) -> None:
    sign_in(client, make_administrator())
    counts = []
    for _ in range(2):
        for _ in range(PAGE_SIZE // 2 + 1):
            make_invitation(make_supervisor())
        with count_queries() as sent:
            page = client.get("/invitations").text
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert "Page 1 of 2" in page


def paste(client: FlaskClient, people: str, **more: str | None) -> tuple[int, str]:
    said = {"people": people, "offered": "trainee", **more}
    form = {name: value for name, value in said.items() if value is not None}
    answer = client.post("/invitations/bulk", data=form)
    return answer.status_code, answer.text


def count_invitations() -> int:
    return db.session.scalar(sa.select(sa.func.count(Invitation.id))) or 0


def test_a_list_is_looked_at_before_anything_leaves(client: FlaskClient, outbox: Path) -> None:
    office = make_administrator()
    member = make_person(RoleName.TRAINEE)
    member.password = hash_password("three otters under the bridge")
    closed = make_person(RoleName.TRAINEE)
    closed.active = False
    invited = make_invitation(office, email="waits@example.org")
    db.session.commit()
    people = "\n".join(
        [
            "Asha Rao <asha@example.org>",
            "ben@example.org",
            "ASHA@example.org",
            "no address",
            member.email,
            closed.email,
            invited.email,
            office.email,
        ]
    )
    sign_in(client, office)
    status, page = paste(client, people)
    assert status == 200
    assert "2 of 8 lines are in order" in page
    assert "Send 2 letters" in page
    for words in (
        "stands further up already",
        "No e-mail address stands here",
        "has an account with this role already",
        "an account that was closed",
        "is on its way already",
        "Nobody can invite themselves",
    ):
        assert words in page
    assert count_invitations() == 1
    status, _ = paste(client, people, confirmed="yes")
    assert status == 302
    assert count_invitations() == 3
    assert set(find_links(outbox)) == {"asha@example.org", "ben@example.org"}


def test_a_list_sent_twice_invites_once(client: FlaskClient) -> None:
    sign_in(client, make_administrator())
    paste(client, "asha@example.org", confirmed="yes")
    status, page = paste(client, "asha@example.org", confirmed="yes")
    assert status == 200
    assert "0 of 1 line is in order" in page
    assert count_invitations() == 1


def test_those_whose_invitation_ran_out_are_invited_anew(client: FlaskClient) -> None:
    office = make_administrator()
    old = make_invitation(office, email="asha@example.org")
    old.expires_at = clock.now() - timedelta(days=1)
    db.session.commit()
    sign_in(client, office)
    paste(client, "asha@example.org", confirmed="yes")
    assert count_invitations() == 2


@pytest.mark.parametrize(
    ("people", "offered", "words"),
    [
        ("", "trainee", "Paste the addresses here"),
        ("asha@example.org", None, "Choose what the person is invited as."),
        ("a" * 100_001, "trainee", "Send it in several parts"),
        ("asha@example.org", "king", "not a valid choice"),
    ],
)
def test_what_is_missing_is_said(
    client: FlaskClient, people: str, offered: str | None, words: str
) -> None:
    sign_in(client, make_administrator())
    status, page = paste(client, people, offered=offered)
    assert status == 422
    assert words in page
    assert count_invitations() == 0


def test_a_list_of_many_costs_as_many_questions_as_a_list_of_two(
    client: FlaskClient, count_queries: CountQueries
) -> None:
    sign_in(client, make_administrator())
    counts = []
    for start, length in ((0, 2), (100, 60)):
        people = "\n".join(f"person{start + n}@example.net" for n in range(length))
        with count_queries() as sent:
            paste(client, people, confirmed="yes")
        counts.append(sum(statement.startswith("SELECT") for statement in sent))
    assert count_invitations() == 62
    assert counts[0] == counts[1]


def test_those_who_were_brought_in_are_invited_with_what_they_hold(
    client: FlaskClient, outbox: Path
) -> None:
    waiting, expired = make_person(RoleName.PRACTITIONER), make_person(RoleName.SUPERVISOR)
    old = make_invitation(email=expired.email)
    old.expires_at = clock.now() - timedelta(days=1)
    inside, closed = make_person(RoleName.TRAINEE), make_person(RoleName.TRAINEE)
    inside.password = hash_password("three otters under the bridge")
    closed.active = False
    linked = make_person(RoleName.TRAINEE)
    make_invitation(email=linked.email)
    make_person()
    db.session.commit()
    offered = {waiting.email: {RoleName.PRACTITIONER}, expired.email: {RoleName.SUPERVISOR}}
    sign_in(client, make_administrator())
    assert "2 people were brought in" in client.get("/invitations").text
    assert client.post("/invitations/rounds").status_code == 302
    assert "brought in" not in client.get("/invitations").text
    roles = {
        invitation.email: invitation.role_names
        for invitation in db.session.scalars(sa.select(Invitation))
        if invitation.email in offered and invitation.can_be_used
    }
    assert roles == offered
    assert client.post("/invitations/rounds").status_code == 302
    assert find_links(outbox).keys() == offered.keys()


def test_supervisors_are_not_shown_who_waits(client: FlaskClient) -> None:
    make_person(RoleName.TRAINEE)
    sign_in(client, make_supervisor())
    assert "brought in" not in client.get("/invitations").text
    assert client.post("/invitations/rounds").status_code == 403
