"""A film from its sealed original to its review copy, by the job the worker runs."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.cases.models import CompletedCycle, CycleEvidence, EvidenceBasis, FilmKind
from app.clips.films import film_store, workroom
from app.clips.frames.models import FrameTimes
from app.clips.frames.queries import find_frames
from app.clips.media.errors import ProcessingTimedOut
from app.clips.media.probe import Probe
from app.clips.media.renditions import make_review_copy
from app.clips.models import Clip, ClipState, Rendition, RenditionKind
from app.clips.processing import preparation, workbench
from app.clips.processing.services import catch_up
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from app.jobs.attempts import carry_out
from app.jobs.models import Job, JobState
from app.storage.errors import StorageFull
from tests.factories.clips import (
    begin_upload,
    list_named_keys,
    list_stored_keys,
    make_clip,
    send_film,
)
from tests.factories.films import FilmShelf
from tests.factories.people import make_enrolment, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.integration.clips.conftest import WorkOff
from tests.jobs import LEASE, claim_due_job

LIGHT = {RenditionKind.LOW, RenditionKind.WAVEFORM}


def read_kinds(clip: Clip) -> set[RenditionKind]:
    return {r.kind for r in db.session.query(Rendition).filter_by(clip_id=clip.id)}


def read_stored(clip: Clip, kind: RenditionKind) -> bytes:
    rendition = db.session.query(Rendition).filter_by(clip_id=clip.id, kind=kind).one()
    reader = film_store().open_reader(rendition.storage_key)
    assert reader.length == rendition.size_bytes
    return b"".join(reader.read(0, reader.length))


def test_a_film_becomes_ready_with_all_that_pages_show(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    path = films.take(".mp4", seconds=2.0)
    clip = send_film(path)
    assert work_off() == 3
    assert clip.state is ClipState.READY
    assert clip.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (clip.width, clip.height) == (320, 240)
    assert clip.duration_ms == pytest.approx(2000, abs=60)
    assert clip.tile_count == 12
    assert read_kinds(clip) == set(RenditionKind) - {RenditionKind.QUICK}
    assert read_stored(clip, RenditionKind.REVIEW)[4:8] == b"ftyp"
    assert read_stored(clip, RenditionKind.LOW)[4:8] == b"ftyp"
    assert len(read_stored(clip, RenditionKind.WAVEFORM)) == 2 + 2000 / 20
    assert read_stored(clip, RenditionKind.POSTER).startswith(b"\xff\xd8")
    assert read_stored(clip, RenditionKind.FILMSTRIP).startswith(b"\xff\xd8")
    assert list_stored_keys(clip) == list_named_keys(clip)
    assert list(workroom().iterdir()) == []


def test_a_ready_film_has_the_frames_of_its_review_copy(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0, fps="30000/1001"))
    work_off()
    frames = find_frames(SYSTEM, clip)
    assert frames is not None
    assert frames.count == 30
    assert frames.starts_us == tuple(round(n * 1_001_000 / 30) for n in range(31))


@pytest.mark.parametrize(("suffix", "opens_at_once"), [(".mp4", True), (".mkv", False)])
def test_a_film_that_browsers_play_can_be_watched_before_its_review_copy_is_made(
    app: Flask,
    films: FilmShelf,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    opens_at_once: bool,
    work_off: WorkOff,
) -> None:
    seen: list[tuple[ClipState, bool]] = []

    def look_first(*arguments: Any) -> Probe:
        clip_now = db.session.query(Clip).one()
        seen.append((clip_now.state, RenditionKind.QUICK in read_kinds(clip_now)))
        return make_review_copy(*arguments)

    monkeypatch.setattr(preparation, "make_review_copy", look_first)
    send_film(films.take(suffix, seconds=1.0))
    work_off()
    state = ClipState.PLAYABLE if opens_at_once else ClipState.PROCESSING
    assert seen == [(state, opens_at_once)]


def test_a_film_read_as_a_film_is_evidence_and_completes_its_cycle(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    on = date(2025, 4, 1)
    cycle = make_cycle(make_client(make_enrolment()), filmed_on=on, reviewed_on=on)
    send_film(films.take(".mp4", seconds=1.0), cycle)
    work_off()
    evidence = db.session.query(CycleEvidence).one()
    assert (evidence.kind, evidence.basis) == (FilmKind.INTERACTION, EvidenceBasis.FILM)
    assert db.session.query(CompletedCycle).count() == 0

    review = send_film(films.take(".mp4", seconds=1.0), cycle, kind=FilmKind.SHARED_REVIEW)
    work_off()
    assert review.state is ClipState.READY
    assert db.session.query(CompletedCycle).one().cycle_id == cycle.id


def test_a_job_that_runs_twice_changes_nothing(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))
    work_off()
    keys = list_named_keys(clip)
    db.session.add(Job(name="clips.process_clip", arguments={"clip_id": clip.id}))
    db.session.commit()
    assert work_off() == 1
    assert clip.state is ClipState.READY
    assert list_named_keys(clip) == list_stored_keys(clip) == keys


def test_what_a_lost_attempt_stored_is_gone_afterwards(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))
    film_store().start(f"films/{clip.uuid}/review/1-deadbeef")
    work_off()
    assert list_stored_keys(clip) == list_named_keys(clip)


def test_storage_out_of_reach_is_tried_again_and_the_film_goes_on_waiting(
    app: Flask, films: FilmShelf, monkeypatch: pytest.MonkeyPatch, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))

    def refuse(*_: object) -> None:
        raise StorageFull

    monkeypatch.setattr(workbench.Workbench, "take_in", refuse)
    assert work_off() == 1
    assert clip.state is ClipState.PROCESSING
    job = db.session.query(Job).one()
    assert (job.state, job.attempt) == (JobState.WAITING, 1)


def test_after_the_last_attempt_the_owner_reads_why(
    app: Flask, films: FilmShelf, monkeypatch: pytest.MonkeyPatch, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))

    def break_down(*_: object) -> None:
        raise OSError("out of paper")

    monkeypatch.setattr(workbench.Workbench, "take_in", break_down)
    for _ in range(5):
        with time_machine.travel(clock.now() + timedelta(days=1)):
            db.session.query(Job).update({"due_at": clock.now()})
            db.session.commit()
            work_off()
    assert clip.state is ClipState.FAILED
    assert clip.failure is not None
    assert "our side" in clip.failure


def test_a_film_erased_meanwhile_is_no_longer_prepared(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))
    db.session.query(Rendition).delete()
    db.session.delete(clip)
    db.session.commit()
    assert work_off() == 1
    assert db.session.query(Job).one().state is JobState.DONE


def carry_out_next(app: Flask) -> None:
    with app.app_context():
        claim = claim_due_job()
        assert claim is not None
        carry_out(claim, LEASE)
    db.session.expire_all()


def test_the_state_tells_how_far_the_film_is(
    app: Flask, client: FlaskClient, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))
    sign_in(client, clip.cycle.client.enrolment.person)
    assert "It is next" in client.get(f"/clips/{clip.uuid}/state").text
    db.session.query(Job).update({"progress": 0.4, "state": JobState.RUNNING})
    db.session.commit()
    assert "6 %" in client.get(f"/clips/{clip.uuid}/state").text
    db.session.query(Job).update({"state": JobState.WAITING})
    db.session.commit()
    carry_out_next(app)
    assert "15 %" in client.get(f"/clips/{clip.uuid}/state").text
    copying = db.session.query(Job).filter_by(name="clips.review_clip")
    began = clock.now() - timedelta(minutes=2)
    copying.update({"progress": 0.4, "state": JobState.RUNNING, "started_at": began})
    db.session.commit()
    page = client.get(f"/clips/{clip.uuid}/state").text
    assert "49 %" in page
    assert "About 4 minutes left" in page
    copying.update({"state": JobState.WAITING})
    db.session.commit()
    work_off()
    page = client.get(f"/clips/{clip.uuid}/state").text
    assert "ready" in page
    assert "data-waiting" not in page


@pytest.mark.parametrize("make", ["make_low_copy", "measure_waveform"])
def test_a_film_whose_light_copies_fail_is_ready_all_the_same(
    app: Flask,
    films: FilmShelf,
    monkeypatch: pytest.MonkeyPatch,
    work_off: WorkOff,
    make: str,
) -> None:
    def refuse(*_: object) -> None:
        raise ProcessingTimedOut

    monkeypatch.setattr(preparation, make, refuse)
    clip = send_film(films.take(".mp4", seconds=1.0))
    work_off()
    assert (clip.state, clip.failure) == (ClipState.READY, None)
    assert RenditionKind.LOW not in read_kinds(clip)
    assert db.session.query(Job).filter_by(name="clips.lighten_clip").one().state is JobState.FAILED


def test_a_film_that_was_ready_before_frames_were_counted_catches_up(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))
    work_off()
    counted = find_frames(SYSTEM, clip)
    db.session.query(FrameTimes).delete()
    db.session.query(Rendition).filter(Rendition.kind.in_(LIGHT)).delete()
    db.session.commit()
    catch_up(SYSTEM)
    assert work_off() == 1
    assert find_frames(SYSTEM, clip) == counted
    assert read_kinds(clip) >= LIGHT
    catch_up(SYSTEM)
    assert work_off() == 0


def test_a_film_without_sound_has_no_waveform(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0, audio=None))
    work_off()
    assert read_kinds(clip) >= {RenditionKind.REVIEW, RenditionKind.LOW}
    assert RenditionKind.WAVEFORM not in read_kinds(clip)


def test_what_others_store_beside_a_film_outlives_its_preparation(
    app: Flask, films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=1.0))
    film_store().start(f"films/{clip.uuid}/still/of-a-moment")
    work_off()
    assert list_stored_keys(clip) == {
        *list_named_keys(clip),
        f"films/{clip.uuid}/still/of-a-moment",
    }


def test_the_state_of_a_film_on_its_way_counts_what_has_arrived(
    app: Flask, client: FlaskClient
) -> None:
    clip = make_clip(state=ClipState.UPLOADING)
    key = begin_upload(clip, length=4 * 1024 * 1024)
    sign_in(client, clip.cycle.client.enrolment.person)
    assert "on its way" in client.get(f"/clips/{clip.uuid}/state").text
    film_store().start(key)
    writer = film_store().open_writer(key)
    writer.write(bytes(1024 * 1024))
    assert "25 %" in client.get(f"/clips/{clip.uuid}/state").text
