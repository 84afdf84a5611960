"""Ordering an erasure: by whom, when not, and that nobody sees the film from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.queries import build_actor
from app.audit.models import AuditEvent
from app.clips.keeping.errors import FilmHeld
from app.clips.keeping.orders import ERASE_CLIP
from app.clips.keeping.policies import BY_HAND
from app.clips.keeping.services import order_erasure
from app.clips.models import Clip, ErasureOrder, ErasureReason, HoldKind
from app.clips.queries import get_clip
from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import Forbidden, NotFound
from app.extensions import db
from app.jobs.models import Job
from tests.factories.clips import make_audience, make_clip
from tests.factories.keeping import place_hold


def list_jobs(clip: Clip) -> list[Job]:
    jobs = db.session.scalars(sa.select(Job).filter_by(name=ERASE_CLIP))
    return [job for job in jobs if job.arguments == {"clip_id": clip.id}]


@pytest.mark.parametrize("reason", ErasureReason)
def test_owners_order_what_they_decide_and_the_system_what_follows_from_rules(
    app: Flask, reason: ErasureReason
) -> None:
    audience = make_audience()
    others = (audience.supervisor, audience.reviewer, *audience.strangers)
    refused = [*others] if reason in BY_HAND else [audience.owner, *others]
    for person in refused:
        with pytest.raises(Forbidden):
            order_erasure(build_actor(person), audience.clip, reason)
    actor = build_actor(audience.owner) if reason in BY_HAND else SYSTEM
    assert order_erasure(actor, audience.clip, reason).reason is reason


def test_from_the_order_on_nobody_sees_the_film(app: Flask) -> None:
    audience = make_audience()
    clip = audience.clip
    order_erasure(SYSTEM, clip, ErasureReason.RULE)
    for person in (audience.owner, audience.supervisor, audience.reviewer):
        with pytest.raises(NotFound):
            get_clip(build_actor(person), clip.uuid)


def test_ordered_twice_it_is_one_order_one_job_and_one_event(app: Flask) -> None:
    clip = make_clip()
    first = order_erasure(SYSTEM, clip, ErasureReason.RULE)
    second = order_erasure(SYSTEM, clip, ErasureReason.CONSENT_ENDED)
    assert second.id == first.id
    assert second.reason is ErasureReason.RULE
    assert len(list_jobs(clip)) == 1
    events = db.session.scalars(sa.select(AuditEvent).filter_by(subject_id=clip.uuid)).all()
    assert [event.action for event in events] == ["erasure.ordered"]
    assert events[0].about_id == clip.cycle.client.enrolment.person_id


@pytest.mark.parametrize("kind", HoldKind)
@pytest.mark.parametrize("reason", ErasureReason)
def test_a_hold_beats_every_erasure(app: Flask, kind: HoldKind, reason: ErasureReason) -> None:
    clip = make_clip()
    place_hold(clip, clock.today() + timedelta(days=1), kind=kind)
    with pytest.raises(FilmHeld):
        order_erasure(SYSTEM, clip, reason)
    assert db.session.scalar(sa.select(sa.func.count(ErasureOrder.id))) == 0
    assert list_jobs(clip) == []


def test_a_hold_that_was_lifted_stops_nothing(app: Flask) -> None:
    clip = make_clip()
    place_hold(clip, clock.today(), kind=HoldKind.SAFEGUARDING).lifted_at = clock.now()
    db.session.commit()
    assert order_erasure(SYSTEM, clip, ErasureReason.CONSENT_WITHDRAWN).clip_id == clip.id
