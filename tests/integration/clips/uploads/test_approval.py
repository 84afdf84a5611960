"""No film comes in without the word of the client's organisation, neither its first byte nor its last."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.cases.models import Client
from app.clips.models import Clip
from app.extensions import db
from app.organisations.models import Approval, ApprovalEnding, ApprovalScope
from app.trainees.models import Enrolment
from tests.factories.organisations import make_approval, make_organisation
from tests.factories.people import make_person
from tests.integration.clips.uploads.conftest import Sender


@pytest.fixture
def approval(enrolment: Enrolment, family: Client) -> Approval:
    """What the client's organisation approved: films of this trainee."""
    family.organisation = make_organisation()
    return make_approval(family.organisation, enrolment.person)


def end(approval: Approval) -> None:
    db.session.add(ApprovalEnding(approval_id=approval.id))
    db.session.commit()


def test_a_film_comes_in_under_an_approval_that_names_its_trainee(
    approval: Approval, sender: Sender
) -> None:
    begun = sender.begin(2)
    assert begun.status_code == 201
    assert sender.send(begun.location, b"ab").status_code == 204


def test_without_an_approval_not_even_a_place_is_taken(sender: Sender, family: Client) -> None:
    family.organisation = make_organisation()
    make_approval(family.organisation, scope=ApprovalScope.COUNTS)
    make_approval(family.organisation, make_person())
    answer = sender.begin(2)
    assert answer.status_code == 403
    assert "Ask the association’s office to record it" in answer.text
    assert "log the work without films" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Clip)) == 0


def test_a_client_of_no_organisation_has_no_films(sender: Sender, family: Client) -> None:
    family.organisation = None
    db.session.commit()
    assert sender.begin(2).status_code == 403


def test_a_film_on_its_way_stops_when_the_approval_ends(approval: Approval, sender: Sender) -> None:
    address = sender.begin(4).location
    assert sender.send(address, b"ab").status_code == 204
    end(approval)
    answer = sender.send(address, b"cd", 2)
    assert answer.status_code == 403
    assert "approval of this client’s organisation" in answer.text
    assert sender.ask(address).status_code == 403
    assert sender.begin(4).status_code == 403


def test_it_goes_on_from_there_under_a_new_approval(
    approval: Approval, sender: Sender, family: Client
) -> None:
    address = sender.begin(4).location
    sender.send(address, b"ab")
    end(approval)
    assert family.organisation is not None
    make_approval(family.organisation)
    assert sender.send(address, b"cd", 2).status_code == 204


def test_a_film_on_its_way_can_be_cancelled_after_the_approval_ended(
    approval: Approval, sender: Sender
) -> None:
    address = sender.begin(4).location
    end(approval)
    assert sender.cancel(address).status_code == 204
