"""What families sign is published in versions that never change, the association's or an organisation's own."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
import time_machine
from flask.testing import FlaskClient

from app.core.actor import SYSTEM, Actor
from app.core.errors import Forbidden
from app.extensions import db
from app.organisations.models import ConsentWording
from app.organisations.wordings.queries import find_in_force, find_own
from app.organisations.wordings.services import (
    ConsentWordingReplaced,
    install_consent_wording,
    publish_wording,
)
from tests.factories.organisations import make_organisation, make_wording
from tests.factories.people import make_enrolment, sign_in

DEFAULT = "/association/consent-wordings"


def count_wordings() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(ConsentWording)) or 0


def publish(office: Actor, body: str) -> ConsentWording:
    """The association's next version, upon the one in force."""
    last = find_own(office, None)
    return publish_wording(office, None, body, after=last.uuid if last else None)


def test_the_example_is_there_and_published_once(office: Actor) -> None:
    before = count_wordings()
    install_consent_wording(SYSTEM)
    found = find_in_force(office, None)
    assert found is not None
    assert "an example that came with the portal" in found.body
    assert count_wordings() == before == 1


def test_versions_are_numbered_by_the_year(office: Actor) -> None:
    organisation = make_organisation()
    last, versions = None, []
    for day in ("2031-03-02", "2031-03-02", "2032-01-04"):
        with time_machine.travel(f"{day} 12:00"):
            last = publish_wording(office, organisation, day, after=last.uuid if last else None)
        versions.append(last.version)
    assert versions == ["2031-1", "2031-2", "2032-1"]


def test_nobody_writes_over_a_newer_version(office: Actor) -> None:
    first = publish(office, "One")
    publish(office, "Two")
    for stale in (first.uuid, None):
        with pytest.raises(ConsentWordingReplaced):
            publish_wording(office, None, "Three", after=stale)


def test_an_organisations_own_wording_goes_before_the_associations(office: Actor) -> None:
    own, other = make_organisation(), make_organisation()
    everybodys = publish(office, "Everybody’s")
    assert find_in_force(office, own.id) == everybodys
    its_own = publish_wording(office, own, "Its own", after=None)
    assert find_in_force(office, own.id) == its_own
    assert find_in_force(office, other.id) == find_in_force(office, None) == everybodys


def test_a_wording_is_written_published_and_printed(desk: FlaskClient) -> None:
    written = desk.get(f"{DEFAULT}/new").text
    assert "an example that came with the portal" in written
    after = find_in_force(SYSTEM, None)
    assert after is not None
    answer = desk.post(DEFAULT, data={"after": after.uuid, "body": "# We ask you\r\n\r\nPlease."})
    page = desk.get(answer.location).text
    assert "We ask you" in page
    assert page.count('class="box"') == 12
    assert "Signature" in page
    assert "in force" in desk.get(DEFAULT).text
    stale = desk.post(DEFAULT, data={"after": after.uuid, "body": "Again"})
    assert stale.status_code == 422
    assert "Somebody published a newer wording meanwhile" in stale.text
    assert "Again" in stale.text


def test_an_organisation_begins_upon_the_associations_wording(desk: FlaskClient) -> None:
    organisation = make_organisation("Lark Rise")
    make_wording(body="Everybody’s words")
    own = f"/association/organisations/{organisation.uuid}/consent-wordings"
    assert "its families sign the association’s" in desk.get(own).text
    assert "Everybody’s words" in desk.get(f"{own}/new").text
    answer = desk.post(own, data={"after": "", "body": "Its own words"})
    assert "Lark Rise" in desk.get(answer.location).text


def test_everybody_who_is_signed_in_prints_the_form_and_nobody_else_writes_it(
    desk: FlaskClient,
) -> None:
    wording, trainee = make_wording(), make_enrolment().person
    browser = sign_in(desk.application.test_client(), trainee)
    assert browser.get(f"/consent-wordings/{wording.uuid}").status_code == 200
    with pytest.raises(Forbidden):
        publish_wording(Actor(trainee.id), None, "Mine", after=wording.uuid)
