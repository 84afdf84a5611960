"""A wrong film goes at once, and its place is free for the right one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.cases.models import CompletedCycle, Cycle, EvidenceAnnulment, EvidenceBasis, FilmKind
from app.cases.queries import list_steps
from app.cases.services import record_evidence
from app.clips.keeping.errors import FilmOnItsWay
from app.clips.keeping.services import remove_wrong_film
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason
from app.clips.uploads.headers import FilmAnnouncement
from app.clips.uploads.services import begin_upload
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.clips import begin_upload as begin_film
from tests.factories.clips import make_audience, make_clip
from tests.factories.keeping import place_hold
from tests.factories.people import sign_in
from tests.factories.practice import make_cycle


def find_basis(cycle: Cycle, kind: FilmKind) -> EvidenceBasis | None:
    return list_steps([cycle])[cycle.id].find_basis(kind)


def see_film(clip: Clip) -> None:
    """The worker read it as a film."""
    record_evidence(SYSTEM, clip.cycle, clip.kind, EvidenceBasis.FILM)
    db.session.commit()


def count_orders() -> int:
    return db.session.scalar(sa.select(sa.func.count(ErasureOrder.id))) or 0


def test_its_owner_removes_it_and_the_cycle_is_open_again(client: FlaskClient) -> None:
    audience = make_audience()
    clip, cycle = audience.clip, audience.clip.cycle
    see_film(clip)
    sign_in(client, audience.owner)
    assert "Wrong film?" in client.get(f"/cycles/{cycle.uuid}").text
    answer = client.post(f"/clips/{clip.uuid}/removal")
    assert answer.location == f"/cycles/{cycle.uuid}"
    assert client.get(f"/clips/{clip.uuid}").status_code == 404
    assert db.session.scalars(sa.select(ErasureOrder)).one().reason is ErasureReason.WRONG_FILM
    assert find_basis(cycle, clip.kind) is None
    page = client.get(f"/cycles/{cycle.uuid}").text
    assert "Add the right one here." in page
    assert "the cycle goes on counting" not in page


def test_another_film_may_be_sent_at_once_and_is_evidence_anew(app: Flask) -> None:
    clip = make_clip()
    cycle, actor = clip.cycle, build_actor(clip.cycle.client.enrolment.person)
    see_film(clip)
    remove_wrong_film(actor, clip)
    upload = begin_upload(
        actor, cycle, FilmAnnouncement(cycle.uuid, clip.kind, 100, "another file")
    )
    db.session.commit()
    assert upload.clip_id != clip.id
    see_film(upload.clip)
    assert find_basis(cycle, clip.kind) is EvidenceBasis.FILM
    remove_wrong_film_again(actor_of=upload.clip)
    assert find_basis(cycle, clip.kind) is None


def remove_wrong_film_again(actor_of: Clip) -> None:
    actor_of.state = ClipState.READY
    remove_wrong_film(build_actor(actor_of.cycle.client.enrolment.person), actor_of)
    db.session.commit()


def test_a_cycle_that_counts_goes_on_counting(client: FlaskClient) -> None:
    audience = make_audience()
    cycle = audience.clip.cycle
    cycle.filmed_on = cycle.reviewed_on = date(2025, 4, 1)
    review = make_clip(cycle, kind=FilmKind.SHARED_REVIEW)
    for clip in (audience.clip, review):
        see_film(clip)
    sign_in(client, audience.owner).post(f"/clips/{review.uuid}/removal")
    assert db.session.scalars(sa.select(CompletedCycle)).one().cycle_id == cycle.id
    assert db.session.scalar(sa.select(sa.func.count(EvidenceAnnulment.id))) == 0
    page = client.get(f"/cycles/{cycle.uuid}").text
    assert "the cycle goes on counting. Add the right one here." in page


def test_what_the_supervisor_stood_for_stays(app: Flask) -> None:
    audience = make_audience()
    clip = audience.clip
    clip.cycle.filmed_on = date(2025, 4, 1)
    record_evidence(
        build_actor(audience.supervisor), clip.cycle, clip.kind, EvidenceBasis.SUPERVISOR
    )
    remove_wrong_film(build_actor(audience.owner), clip)
    assert find_basis(clip.cycle, clip.kind) is EvidenceBasis.SUPERVISOR


def test_a_held_film_stays(client: FlaskClient) -> None:
    audience = make_audience()
    place_hold(audience.clip, clock.today() + timedelta(days=2))
    sign_in(client, audience.owner)
    assert "Wrong film?" not in client.get(f"/clips/{audience.clip.uuid}").text
    assert client.post(f"/clips/{audience.clip.uuid}/removal").status_code == 409
    assert count_orders() == 0


def test_a_film_on_its_way_is_given_up_where_it_is_sent(app: Flask) -> None:
    clip = make_clip(state=ClipState.UPLOADING)
    begin_film(clip, 100)
    with pytest.raises(FilmOnItsWay):
        remove_wrong_film(build_actor(clip.cycle.client.enrolment.person), clip)


def test_a_film_of_another_cycle_is_left_alone(app: Flask) -> None:
    wrong = make_clip()
    other = make_clip(make_cycle(wrong.cycle.client))
    see_film(other)
    remove_wrong_film(build_actor(wrong.cycle.client.enrolment.person), wrong)
    assert count_orders() == 1
    assert find_basis(other.cycle, other.kind) is EvidenceBasis.FILM
