"""Nobody goes on without the code of conduct and the privacy notice, and nobody loses what they were doing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.agreements import queries, services
from app.accounts.agreements.models import Acceptance, AgreementKind, AgreementVersion
from app.accounts.agreements.services import WordingReplaced
from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.core.actor import SYSTEM, Actor, RoleName
from app.core.database import FactChanged
from app.core.errors import Forbidden
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.people import make_administrator, make_person, sign_in

CODE, NOTICE = AgreementKind.CODE_OF_CONDUCT, AgreementKind.PRIVACY_NOTICE


@pytest.fixture
def person(client: FlaskClient) -> Person:
    person = make_person(RoleName.PRACTITIONER)
    sign_in(client, person)
    return person


@pytest.fixture
def office(app: Flask) -> Actor:
    return Actor(make_administrator().id, frozenset({RoleName.ADMINISTRATOR}))


@pytest.fixture
def publish(office: Actor) -> Callable[[AgreementKind], AgreementVersion]:
    def publish_next(kind: AgreementKind) -> AgreementVersion:
        before = queries.get_in_force(kind)
        body = before.body + "\n- I listen before I speak.\n"
        version = services.publish_version(
            office, kind, body, "We listen first.", after=before.number
        )
        db.session.commit()
        return version

    return publish_next


def new_here(client: FlaskClient) -> Person:
    """Somebody who has never accepted anything."""
    person = make_person(RoleName.PRACTITIONER)
    db.session.execute(sa.text("DELETE FROM acceptance WHERE person_id = :id"), {"id": person.id})
    db.session.commit()
    sign_in(client, person)
    return person


def accept(client: FlaskClient, version: AgreementVersion, back: str = "") -> str | None:
    answer = client.post(f"/agreements/{version.uuid}/acceptances", data={"next": back})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_who_accepted_what_is_in_force_is_asked_nothing(
    client: FlaskClient, person: Person
) -> None:
    assert client.get("/notifications").status_code == 200


def test_somebody_new_accepts_one_after_the_other_and_arrives_where_they_were_going(
    client: FlaskClient,
) -> None:
    person = new_here(client)
    answer = client.get("/notifications?page=2")
    assert answer.status_code == 302
    first = client.get(answer.headers["Location"])
    assert "I accept the code of conduct" in first.text
    onward = accept(client, queries.get_in_force(CODE), "/notifications?page=2")
    assert onward is not None
    assert "I have read the privacy notice" in client.get(onward).text
    last = accept(client, queries.get_in_force(NOTICE), "/notifications?page=2")
    assert last == "/notifications?page=2"
    assert client.get("/notifications?page=2").status_code == 200
    events = db.session.scalars(
        sa.select(AuditEvent.action).where(AuditEvent.actor_id == person.id)
    ).all()
    assert list(events).count("agreement.accepted") == 2


def test_a_new_wording_asks_again_and_shows_what_is_new(
    client: FlaskClient, person: Person, publish: Callable[[AgreementKind], AgreementVersion]
) -> None:
    version = publish(CODE)
    page = client.get(client.get("/notifications").headers["Location"]).text
    assert "We listen first." in page
    assert "<ins>I listen before I speak.</ins>" in page
    accept(client, version)
    assert client.get("/notifications").status_code == 200
    assert "Version 2" in client.get("/agreements").text


def test_accepting_an_earlier_wording_is_not_enough(
    client: FlaskClient, publish: Callable[[AgreementKind], AgreementVersion]
) -> None:
    new_here(client)
    earlier = queries.get_in_force(CODE)
    publish(CODE)
    answer = client.post(f"/agreements/{earlier.uuid}/acceptances")
    assert answer.status_code == 409
    assert "There is a newer wording" in answer.text


def test_a_form_sent_meanwhile_changes_nothing_and_says_what_to_do(
    client: FlaskClient, person: Person, publish: Callable[[AgreementKind], AgreementVersion]
) -> None:
    publish(NOTICE)
    answer = client.post("/account", data={"full_name": "Somebody Else"})
    assert answer.status_code == 403
    assert "One thing comes first" in answer.text
    db.session.refresh(person)
    assert person.full_name != "Somebody Else"


def test_words_being_typed_are_kept_meanwhile(
    client: FlaskClient, person: Person, publish: Callable[[AgreementKind], AgreementVersion]
) -> None:
    publish(CODE)
    assert client.put("/drafts/note/1", data="half a sent").status_code == 204
    assert client.get("/drafts/note/1").text == "half a sent"


@pytest.mark.parametrize("address", ["/code-of-conduct", "/privacy"])
def test_both_documents_are_open_to_everybody(
    app: Flask, client: FlaskClient, address: str
) -> None:
    signed_out = app.test_client().get(address)
    assert signed_out.status_code == 200
    assert "This wording is a draft" in signed_out.text
    assert "[association]" not in signed_out.text
    assert "[contact]" not in signed_out.text
    new_here(client)
    assert client.get(address).status_code == 200


def test_signing_out_is_possible_without_accepting(client: FlaskClient) -> None:
    new_here(client)
    assert client.post("/sign-out").status_code == 302


@pytest.mark.parametrize("trap", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_the_way_on_never_leads_elsewhere(client: FlaskClient, person: Person, trap: str) -> None:
    assert accept(client, queries.get_in_force(CODE), trap) == "/"


def test_accepting_twice_is_once(client: FlaskClient, person: Person) -> None:
    version = queries.get_in_force(CODE)
    accept(client, version)
    accept(client, version)
    rows = db.session.scalars(sa.select(Acceptance).where(Acceptance.person_id == person.id))
    assert len(rows.all()) == 2


def test_being_asked_costs_one_question(
    client: FlaskClient, person: Person, count_queries: CountQueries
) -> None:
    with count_queries() as sent:
        client.get("/notifications")
    assert len([one for one in sent if "agreement_version" in one]) == 1


def test_a_published_wording_cannot_be_changed(office: Actor) -> None:
    version = queries.get_in_force(CODE)
    version.body = "Anything goes."
    with pytest.raises(FactChanged):
        db.session.flush()
    db.session.rollback()


def test_only_the_office_publishes(person: Person) -> None:
    someone = Actor(person.id, frozenset({RoleName.SUPERVISOR}))
    with pytest.raises(Forbidden):
        services.publish_version(someone, CODE, "Mine.", "", after=1)


def test_two_who_publish_at_once_do_not_overtake_each_other(office: Actor) -> None:
    services.publish_version(office, CODE, "One.", "First.", after=1)
    with pytest.raises(WordingReplaced):
        services.publish_version(office, CODE, "Two.", "Second.", after=1)


def test_preparing_again_publishes_nothing(app: Flask) -> None:
    services.install_wordings(SYSTEM)
    assert [version.number for version in queries.list_in_force()] == [1, 1]
