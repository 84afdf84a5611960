"""The office writes a wording, looks at it, and publishes it for everybody."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.agreements.models import AgreementKind
from app.accounts.agreements.queries import get_in_force
from app.accounts.models import Person
from app.core.actor import Actor
from app.drafts.queries import find_draft
from tests.factories.people import make_administrator, sign_in

PLACE = "/association/agreements/privacy-notice"
WRITTEN = {"after": "1", "summary": "Shorter.", "body": "# New\r\n\r\nWe keep [association] short."}


@pytest.fixture
def administrator(client: FlaskClient) -> Person:
    administrator = make_administrator()
    sign_in(client, administrator)
    return administrator


def test_a_preview_shows_the_words_and_publishes_nothing(
    client: FlaskClient, administrator: Person
) -> None:
    answer = client.post(f"{PLACE}/previews", data=WRITTEN)
    assert answer.status_code == 200
    assert "We keep AVIGuk short." in answer.text
    assert get_in_force(AgreementKind.PRIVACY_NOTICE).number == 1


def test_what_was_previewed_is_there_when_the_form_is_opened_again(
    client: FlaskClient, administrator: Person
) -> None:
    client.post(f"{PLACE}/previews", data=WRITTEN)
    assert "We keep [association] short." in client.get(f"{PLACE}/new").text


def test_a_published_wording_is_in_force_and_asks_its_author_too(
    client: FlaskClient, administrator: Person
) -> None:
    key = "agreements/privacy-notice"
    client.post(f"{PLACE}/previews", data=WRITTEN)
    answer = client.post(PLACE, data=WRITTEN | {"draft_key": key})
    assert answer.status_code == 302
    version = get_in_force(AgreementKind.PRIVACY_NOTICE)
    assert (version.number, version.body) == (2, "# New\n\nWe keep [association] short.\n")
    assert version.published_by_id == administrator.id
    assert find_draft(Actor(administrator.id), key) is None
    assert client.get("/association").headers["Location"].startswith("/agreements")


@pytest.mark.parametrize("missing", ["after", "summary", "body"])
def test_half_a_wording_is_shown_again(
    client: FlaskClient, administrator: Person, missing: str
) -> None:
    for address in (PLACE, f"{PLACE}/previews"):
        answer = client.post(address, data={k: v for k, v in WRITTEN.items() if k != missing})
        assert answer.status_code == 422
    assert get_in_force(AgreementKind.PRIVACY_NOTICE).number == 1


def test_a_wording_upon_one_that_was_replaced_is_kept_and_not_published(
    client: FlaskClient, administrator: Person
) -> None:
    answer = client.post(PLACE, data=WRITTEN | {"after": "7"})
    assert answer.status_code == 422
    assert "Somebody published a newer wording" in answer.text
    assert "We keep [association] short." in answer.text


def test_the_office_sees_how_many_have_accepted(client: FlaskClient, administrator: Person) -> None:
    page = client.get("/association/agreements").text
    assert "1 of 1 person has accepted it" in page
    assert "Came with the portal" in client.get(PLACE).text


def test_another_document_does_not_exist(client: FlaskClient, administrator: Person) -> None:
    assert client.get("/association/agreements/terms").status_code == 404
