"""A film that waits says truly how many are before it, and one that is copied how long it takes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.cases.models import Client
from app.clips.models import Clip
from app.clips.processing.orders import PROCESS_CLIP, REVIEW_CLIP
from app.clips.progress import measure_progress
from app.clips.waiting import FAR_BACK, TRIED_AGAIN, format_time_left
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from app.jobs import claims
from app.jobs.attempts import OUR_FAULT
from app.jobs.claims import Claim
from app.jobs.models import Job, JobState
from app.jobs.turns import LOOKED_AT
from tests.factories.clips import make_clip, queue_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.jobs import LEASE

pytestmark = pytest.mark.usefixtures("app")


def queue_films(client: Client, times: int) -> list[UUID]:
    return [queue_film(make_clip(make_cycle(client))).uuid for _ in range(times)]


def claim_film() -> Claim:
    with unit_of_work():
        claim = claims.claim_next([PROCESS_CLIP, REVIEW_CLIP], LEASE)
    assert claim is not None
    return claim


def tell(clip_uuid: UUID) -> str | None:
    return measure_progress(SYSTEM, clip_uuid).words


def test_each_film_knows_how_many_are_before_it_in_the_fair_order() -> None:
    busy, other = make_client(make_enrolment()), make_client(make_enrolment())
    films = queue_films(busy, 4)
    [single] = queue_films(other, 1)
    assert tell(films[0]) == "It is next."
    assert tell(single) == "One film is before it."
    assert [tell(film) for film in films[1:]] == [
        f"{number} films are before it." for number in (2, 3, 4)
    ]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_what_is_said_comes_true(at_once: int) -> None:
    for times in (5, 1, 3):
        queue_films(make_client(make_enrolment()), times)
    running = [claim_film() for _ in range(at_once)]
    clips = {clip.id: clip.uuid for clip in db.session.scalars(sa.select(Clip))}
    taken = {claim.arguments["clip_id"] for claim in running}
    said = {id_: tell(clip) for id_, clip in clips.items() if id_ not in taken}
    for number in range(len(said)):
        with unit_of_work():
            claims.finish(running.pop(0))
        running.append(claim_film())
        words = {0: "It is next.", 1: "One film is before it."}
        assert said[running[-1].arguments["clip_id"]] == words.get(
            number, f"{number} films are before it."
        )


def test_a_film_far_back_is_not_counted_to() -> None:
    films = queue_films(make_client(make_enrolment()), LOOKED_AT + 1)
    assert tell(films[-1]) == FAR_BACK


def test_a_film_that_is_tried_again_says_so() -> None:
    [film] = queue_films(make_client(make_enrolment()), 1)
    claim = claim_film()
    with unit_of_work():
        claims.put_back(claim, delay=timedelta(minutes=1), failure=OUR_FAULT)
    assert tell(film) == TRIED_AGAIN


def test_an_even_copy_never_takes_longer_than_was_said(app: Flask) -> None:
    film = make_clip().uuid
    start, length = clock.now(), timedelta(minutes=7)
    with unit_of_work():
        db.session.add(
            Job(
                name=REVIEW_CLIP,
                arguments={},
                unique_key=f"{REVIEW_CLIP}:{film}",
                state=JobState.RUNNING,
                started_at=start,
            )
        )
    said = []
    for share in (0.0, 0.01, 0.05, 0.3, 0.6, 0.8, 0.9, 0.99):
        db.session.execute(sa.update(Job).values(progress=share))
        with time_machine.travel(start + share * length, tick=False):
            said.append(tell(film))
    assert said[:2] == [None, None]
    assert said[2:] == [
        "About 8 minutes left.",
        "About 5 minutes left.",
        "About 3 minutes left.",
        "About 2 minutes left.",
        "Less than a minute left.",
        "Less than a minute left.",
    ]


@given(st.floats(0, 1e6))
def test_time_left_is_never_said_too_short(seconds: float) -> None:
    words = format_time_left(seconds)
    number = next((int(word) for word in words.split() if word.isdigit()), 1)
    assert number * (3600 if "hours" in words else 60) >= seconds
