"""What nothing names is deleted after a day, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from app.clips.models import RenditionKind
from app.clips.processing import leftovers
from app.clips.processing.leftovers import delete_leftovers, sweep_films
from app.core import clock
from app.core.actor import NOBODY, SYSTEM
from app.core.errors import Forbidden
from tests.factories.clips import begin_upload, list_stored_keys, make_clip, seal, store_bytes


def sweep(app: Flask) -> None:
    with app.app_context():
        sweep_films(SYSTEM)


@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_an_unnamed_film_is_swept_after_a_day(app: Flask, hours: int, is_kept: bool) -> None:
    clip = make_clip()
    named = seal(clip, RenditionKind.REVIEW, b"named")
    arriving = begin_upload(clip, length=100)
    store_bytes(arriving, b"on its way")
    lost = f"films/{clip.uuid}/review/{uuid4()}"
    store_bytes(lost, b"lost")
    with time_machine.travel(clock.now() + timedelta(hours=hours)):
        sweep(app)
    assert list_stored_keys(clip) == {named, arriving} | ({lost} if is_kept else set())


def test_the_sweep_goes_through_more_films_than_it_holds_at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "KEYS_AT_ONCE", 2)
    clip = make_clip()
    named = [seal(clip, kind, b"named") for kind in RenditionKind]
    for _ in range(7):
        store_bytes(f"films/{clip.uuid}/review/{uuid4()}", b"lost")
    with time_machine.travel(clock.now() + timedelta(days=2)):
        sweep(app)
    assert list_stored_keys(clip) == set(named)


def test_leftovers_of_one_film_are_deleted_at_once_and_no_other_films(app: Flask) -> None:
    one, other = make_clip(), make_clip()
    for clip in (one, other):
        store_bytes(f"films/{clip.uuid}/review/1-lost", b"lost")
    one_uuid = one.uuid
    with app.app_context():
        delete_leftovers(SYSTEM, one_uuid)
    assert list_stored_keys(one) == set()
    assert len(list_stored_keys(other)) == 1


def test_only_the_worker_sweeps(app: Flask) -> None:
    with pytest.raises(Forbidden):
        sweep_films(NOBODY)
