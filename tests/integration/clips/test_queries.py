"""Films as lists and pages read them."""

from __future__ import annotations

import pytest
from flask import Flask

from app.allocations.queries import build_actor
from app.cases.models import FilmKind, Purpose
from app.clips.queries import get_clip, list_clips_of_cycle, list_clips_of_cycles
from app.core.actor import NOBODY
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.clips import make_audience, make_clip, withdraw_consent
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle


def test_a_cycle_lists_its_interaction_film_first(app: Flask) -> None:
    cycle = make_cycle(make_client(make_enrolment()))
    second = make_clip(cycle, kind=FilmKind.SHARED_REVIEW)
    first = make_clip(cycle, kind=FilmKind.INTERACTION)
    actor = build_actor(cycle.client.enrolment.person)
    assert list_clips_of_cycle(actor, cycle) == [first, second]
    assert list_clips_of_cycle(NOBODY, cycle) == []


def test_films_of_many_cycles_are_read_at_once(app: Flask, count_queries: CountQueries) -> None:
    client = make_client(make_enrolment())
    cycles = [make_cycle(client) for _ in range(5)]
    for cycle in cycles[1:]:
        make_clip(cycle)
    actor, ids = build_actor(client.enrolment.person), [cycle.id for cycle in cycles]
    with count_queries() as sent:
        of_cycle = list_clips_of_cycles(actor, ids)
    assert len(sent) == 1
    assert [len(clips) for clips in of_cycle.values()] == [0, 1, 1, 1, 1]


def test_a_clip_comes_with_its_trainee_in_one_query(
    app: Flask, count_queries: CountQueries
) -> None:
    clip = make_clip()
    actor, uuid = build_actor(clip.cycle.client.enrolment.person), clip.uuid
    db.session.expunge_all()
    with count_queries() as sent:
        found = get_clip(actor, uuid)
        assert found.cycle.client.enrolment.person.id == actor.person_id
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("purpose", "role"),
    [
        (Purpose.VIG, "owner"),
        (Purpose.SUPERVISION, "supervisor"),
        (Purpose.ACCREDITATION, "reviewer"),
    ],
)
def test_a_list_leaves_out_films_without_the_readers_consent(
    app: Flask, purpose: Purpose, role: str
) -> None:
    audience = make_audience()
    cycle, actor = audience.clip.cycle, build_actor(audience.find_person(role))
    assert list_clips_of_cycle(actor, cycle) == [audience.clip]
    withdraw_consent(audience.client, purpose)
    assert list_clips_of_cycle(actor, cycle) == []
