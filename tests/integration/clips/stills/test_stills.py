"""Stills: each shows exactly its frame, lies sealed beside its film, and goes when nothing needs it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.clips.films import film_store
from app.clips.frames.queries import find_frames
from app.clips.keeping.services import order_erasure
from app.clips.models import Clip, ClipState, ErasureReason, RenditionKind
from app.clips.processing.leftovers import delete_leftovers, sweep_films
from app.clips.stills.choosing import choose_frames
from app.clips.stills.models import Still
from app.clips.stills.services import ask_for_stills, keep_still
from app.clips.unneeded_stills.services import forget_unneeded
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.clips import list_stored_keys, make_clip, seal, send_film
from tests.factories.edited_films import make_chosen_moment, make_edited_film
from tests.factories.films import FilmShelf
from tests.factories.frame_numbers import read_number
from tests.factories.people import sign_in
from tests.factories.stills import make_still, make_waiting_still, open_still
from tests.integration.clips.conftest import WorkOff


def list_sealed(clip_uuid: UUID) -> list[str]:
    return [film.name for film in film_store().list_films(f"films/{clip_uuid}")]


RATES: list[Any] = [
    pytest.param({"fps": "24000/1001"}, id="23.976"),
    pytest.param({"fps": "60000/1001"}, id="59.94"),
    pytest.param({"variable_rate": True}, id="variable"),
    pytest.param({"picture_delay": 0.5}, id="the sound first"),
]


def list_stills(clip: Clip) -> Sequence[Still]:
    return db.session.query(Still).filter_by(clip_id=clip.id).order_by(Still.frame).all()


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RATES)
def test_each_still_shows_the_frame_it_names(
    films: FilmShelf, work_off: WorkOff, recipe: dict[str, Any]
) -> None:
    clip = send_film(films.take(".mp4", numbered=True, **recipe))
    work_off()
    actor = build_actor(clip.cycle.client.enrolment.person)
    index = find_frames(actor, clip)
    assert index is not None
    chosen = random.Random(7).sample(range(index.count), 12)
    frames = sorted({0, 1, index.count - 1, *chosen})
    ask_for_stills(actor, clip, [*frames, index.count, -1])
    ask_for_stills(actor, clip, frames)
    db.session.commit()
    work_off()
    stills = list_stills(clip)
    assert [still.frame for still in stills] == frames
    left_out = 5 if recipe.get("variable_rate") else 0
    painted = [n for n in range(2 * index.count) if not left_out or n % left_out != 1]
    numbers = [read_number(open_still(still)) for still in stills]
    assert numbers == [painted[frame] for frame in frames]
    assert [still.at_ms for still in stills] == [index.start_ms(frame) for frame in frames]
    assert {still.storage_key for still in stills} < list_stored_keys(clip)


@pytest.fixture
def clip(client: FlaskClient) -> Clip:
    """A ready film of fifty frames, whose trainee is signed in."""
    clip = make_clip()
    sign_in(client, clip.cycle.client.enrolment.person)
    return clip


def test_a_snapshot_is_taken_once(client: FlaskClient, clip: Clip) -> None:
    headers = {"Accept": "text/plain"}
    taken = client.post(f"/clips/{clip.uuid}/stills", data={"frame": "7"}, headers=headers)
    again = client.post(f"/clips/{clip.uuid}/stills", data={"frame": "7"}, headers=headers)
    assert (taken.status_code, again.status_code) == (201, 201)
    assert taken.location == again.location
    [still] = list_stills(clip)
    assert still.is_kept
    assert still.at_ms == 280
    assert client.get(taken.location).status_code == 404, "it is not drawn yet"


@pytest.mark.parametrize("frame", ["", "50", "-1", "9" * 30, "soon"])
def test_a_frame_the_film_does_not_have_is_refused(
    client: FlaskClient, clip: Clip, frame: str
) -> None:
    answer = client.post(f"/clips/{clip.uuid}/stills", data={"frame": frame})
    assert answer.status_code == 422
    assert not list_stills(clip)


def test_a_film_without_a_review_copy_has_no_stills_yet(client: FlaskClient, clip: Clip) -> None:
    early = make_clip(clip.cycle, state=ClipState.PLAYABLE)
    answer = client.post(f"/clips/{early.uuid}/stills", data={"frame": "1"})
    assert answer.status_code == 409


def test_a_still_is_sent_as_a_picture_that_nobody_keeps(client: FlaskClient, clip: Clip) -> None:
    answer = client.get(f"/stills/{make_still(clip, 3, b'jpeg').uuid}")
    assert (answer.data, answer.mimetype) == (b"jpeg", "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_nothing_needs_any_more_goes_and_the_rest_stays(clip: Clip) -> None:
    moment = make_chosen_moment(clip, 10, 20)
    other = make_chosen_moment(clip, 40, 41)
    make_edited_film(clip.cycle.client, other)
    db.session.delete(other)
    kept = make_still(clip, 2)
    for frame in (*choose_frames(10, 20), *choose_frames(40, 41), 5, 12, 41):
        make_waiting_still(clip, frame)
    forget_unneeded(SYSTEM)
    db.session.commit()
    assert [still.frame for still in list_stills(clip)] == [2, 10, 15, 19, 40]
    db.session.delete(moment)
    kept.is_kept = False
    db.session.commit()
    forget_unneeded(SYSTEM)
    assert [still.frame for still in list_stills(clip)] == [40]


def test_a_named_still_is_never_swept_and_an_unnamed_one_is(
    clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_uuid = clip.uuid
    key = str(make_still(clip, 3).storage_key)
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    sweep_films(SYSTEM)
    assert list_sealed(clip_uuid) == [key]
    db.session.query(Still).delete()
    db.session.commit()
    delete_leftovers(SYSTEM, clip_uuid)
    assert list_sealed(clip_uuid) == [key], "another job may just be drawing it"
    sweep_films(SYSTEM)
    assert not list_sealed(clip_uuid)


def test_a_film_that_is_to_be_erased_is_drawn_no_more(clip: Clip, work_off: WorkOff) -> None:
    seal(clip, RenditionKind.REVIEW, b"not even looked at")
    keep_still(build_actor(clip.cycle.client.enrolment.person), clip, 4)
    order_erasure(SYSTEM, clip, ErasureReason.WRONG_FILM)
    db.session.commit()
    clip_uuid = clip.uuid
    work_off()
    assert not list_sealed(clip_uuid)
