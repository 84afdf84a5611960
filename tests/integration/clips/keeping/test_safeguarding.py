"""Something in a film worries somebody: whom to turn to, and a hold that hides and keeps the film."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.audit.models import AuditEvent
from app.cases.models import Purpose
from app.clips.keeping.errors import EndNotAhead, FilmHeld, HoldEnded
from app.clips.keeping.holds.services import (
    lift_safeguarding_hold,
    place_safeguarding_hold,
    renew_safeguarding_hold,
)
from app.clips.keeping.services import order_erasure
from app.clips.keeping.terms import list_terms
from app.clips.models import Clip, ErasureReason, Hold, HoldKind
from app.clips.queries import get_clip
from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import Forbidden, NotFound
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.models import Notification
from app.organisations.models import NamedPerson
from tests.factories.clips import Audience, make_audience, make_clip, withdraw_consent
from tests.factories.keeping import place_hold, set_rule
from tests.factories.people import make_administrator, make_person, sign_in
from tests.integration.clips.conftest import WorkOff


def days_on(days: int) -> date:
    return clock.today() + timedelta(days=days)


def sees(person: Person, clip: Clip) -> bool:
    try:
        get_clip(build_actor(person), clip.uuid)
    except NotFound:
        return False
    return True


def name_person(audience: Audience) -> Person:
    """Somebody whom the client's organisation named."""
    organisation = set_rule(audience.client)
    person = make_person()
    db.session.add(NamedPerson(organisation_id=organisation.id, person_id=person.id))
    db.session.commit()
    return person


def name_person_elsewhere() -> Person:
    """Somebody whom another organisation named."""
    audience = make_audience(make_clip())
    audience.client.organisation = None
    return name_person(audience)


def list_news(person: Person) -> list[str]:
    return list(db.session.scalars(sa.select(Notification.subject).filter_by(person_id=person.id)))


@pytest.mark.parametrize("role", ["owner", "supervisor", "reviewer"])
def test_the_page_names_the_contact_and_asks_for_no_details(client: FlaskClient, role: str) -> None:
    audience = make_audience()
    organisation = set_rule(audience.client)
    organisation.safeguarding_contact = "Safeguarding team, 01632 960123"
    db.session.commit()
    page = sign_in(client, audience.find_person(role)).get(f"/clips/{audience.clip.uuid}/worry")
    assert "Safeguarding team, 01632 960123" in page.text
    assert "call 999" in page.text
    assert "<textarea" not in page.text


def test_without_a_contact_it_leads_to_the_employers_lead(client: FlaskClient) -> None:
    audience = make_audience()
    audience.client.organisation = None
    db.session.commit()
    page = sign_in(client, audience.owner).get(f"/clips/{audience.clip.uuid}/worry").text
    assert "go to your employer’s safeguarding lead" in page


def test_at_once_nobody_sees_the_film_but_those_who_are_named(client: FlaskClient) -> None:
    audience = make_audience()
    data = {
        "readers": str(audience.supervisor.uuid),
        "until_on": days_on(28).isoformat(),
    }
    address = f"/clips/{audience.clip.uuid}"
    sign_in(client, audience.reviewer).post(f"{address}/safeguarding-holds", data=data)
    assert sees(audience.reviewer, audience.clip)
    assert sees(audience.supervisor, audience.clip)
    assert not sees(audience.owner, audience.clip)
    assert "Held for safeguarding" in client.get(address).text


def test_naming_somebody_without_a_reason_to_see_it_opens_nothing(app: Flask) -> None:
    audience = make_audience()
    place_safeguarding_hold(
        build_actor(audience.supervisor), audience.clip, audience.strangers, days_on(9)
    )
    assert not any(sees(person, audience.clip) for person in audience.strangers)
    for person in audience.strangers:
        with pytest.raises(NotFound):
            get_clip(build_actor(person), audience.clip.uuid)


def test_it_stops_every_erasure_also_after_a_withdrawal_and_shows_the_film_to_nobody(
    app: Flask,
) -> None:
    audience = make_audience()
    clip = audience.clip
    place_safeguarding_hold(build_actor(audience.owner), clip, [audience.supervisor], days_on(9))
    withdraw_consent(audience.client, Purpose.VIG)
    with time_machine.travel(clock.now() + timedelta(days=400)):
        assert not list_terms([clip.id])[clip.id].is_due
        with pytest.raises(FilmHeld):
            order_erasure(SYSTEM, clip, ErasureReason.CONSENT_WITHDRAWN)
    assert not sees(audience.owner, clip)
    assert not sees(audience.supervisor, clip)


def test_the_office_and_the_named_learn_that_there_is_a_hold_and_nothing_of_the_film(
    client: FlaskClient,
) -> None:
    audience = make_audience()
    named, office = name_person(audience), make_administrator()
    elsewhere = name_person_elsewhere()
    place_safeguarding_hold(build_actor(audience.owner), audience.clip, [], days_on(28))
    db.session.commit()
    hold = db.session.scalars(sa.select(Hold)).one()
    for person in (named, office):
        assert len(list_news(person)) == 1
        page = sign_in(client, person).get("/holds").text
        assert hold.reference in page
        assert audience.client.code not in page
        assert str(audience.clip.uuid) not in page
        assert audience.owner.full_name not in page
        assert client.get(f"/clips/{audience.clip.uuid}").status_code == 404
    for stranger in (elsewhere, audience.supervisor, audience.owner):
        assert list_news(stranger) == []
        assert hold.reference not in sign_in(client, stranger).get("/holds").text
    trail = db.session.scalars(sa.select(AuditEvent).filter_by(action="hold.placed")).one()
    assert trail.about_id is None


def test_the_named_and_the_office_lift_it_and_consent_decides_again(client: FlaskClient) -> None:
    audience = make_audience()
    named = name_person(audience)
    hold = place_hold(audience.clip, days_on(3), kind=HoldKind.SAFEGUARDING, by=audience.supervisor)
    address = f"/safeguarding-holds/{hold.uuid}/lifting"
    for person in (audience.owner, audience.supervisor):
        assert sign_in(client, person).post(address).status_code == 404
    assert sign_in(client, named).post(address).location == "/holds"
    assert sees(audience.owner, audience.clip)
    assert list_news(audience.supervisor) == ["A hold you placed was lifted"]
    with pytest.raises(HoldEnded):
        lift_safeguarding_hold(build_actor(named), hold)


def test_nobody_looks_after_a_hold_on_their_own_work(app: Flask) -> None:
    audience = make_audience()
    organisation = set_rule(audience.client)
    db.session.add(NamedPerson(organisation_id=organisation.id, person_id=audience.owner.id))
    hold = place_hold(audience.clip, days_on(3), kind=HoldKind.SAFEGUARDING)
    with pytest.raises(Forbidden):
        lift_safeguarding_hold(build_actor(audience.owner), hold)
    with pytest.raises(Forbidden):
        renew_safeguarding_hold(build_actor(audience.owner), hold, days_on(9))


def test_a_review_day_that_came_is_told_each_week_until_somebody_looks(
    client: FlaskClient, work_off: WorkOff
) -> None:
    audience = make_audience()
    named = name_person(audience)
    hold = place_hold(audience.clip, days_on(2), kind=HoldKind.SAFEGUARDING)
    told = []
    for days in (1, 2, 3, 9, 10):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            run_reminder(work_off)
        told.append(len(list_news(named)))
    assert told == [0, 1, 1, 2, 2]
    sign_in(client, named).post(
        f"/safeguarding-holds/{hold.uuid}/renewal",
        data={f"{hold.reference}-until_on": days_on(60).isoformat()},
    )
    with time_machine.travel(clock.now() + timedelta(days=20)):
        run_reminder(work_off)
    assert len(list_news(named)) == 2


def run_reminder(work_off: WorkOff) -> None:
    enqueue_job("keeping.remind_of_holds", {})
    db.session.commit()
    work_off()


def test_a_day_behind_is_no_review_day(client: FlaskClient) -> None:
    audience = make_audience()
    named = name_person(audience)
    hold = place_hold(audience.clip, days_on(2), kind=HoldKind.SAFEGUARDING)
    answer = sign_in(client, named).post(
        f"/safeguarding-holds/{hold.uuid}/renewal",
        data={f"{hold.reference}-until_on": days_on(-2).isoformat()},
    )
    assert answer.status_code == 422
    assert "Choose a day after today" in answer.text
    with pytest.raises(EndNotAhead):
        renew_safeguarding_hold(build_actor(named), hold, days_on(0))
