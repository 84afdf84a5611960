"""No byte of a film is written once its bytes are removed: whoever is at it is refused or waited for."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.clips.films import film_store
from app.clips.media import renditions
from app.clips.models import Clip, ClipState, Rendition, RenditionKind, Upload
from app.clips.processing import preparation, workbench
from app.clips.uploads.writing_turn import take_turn
from app.core import clock
from app.core.database import writing
from app.extensions import current_settings, db
from app.jobs.attempts import carry_out
from app.jobs.models import Job, JobState
from app.retention import idleness
from app.retention.models import DeletionRecord
from tests.factories.clips import list_stored_keys, make_clip, seal, send_film
from tests.factories.films import FilmShelf
from tests.factories.people import make_enrolment, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.factories.retention import order_erasure
from tests.integration.retention.conftest import WorkOff
from tests.jobs import LEASE, claim_due_job
from tests.tus import describe_film, describe_piece

FILM = b"not yet a film" * 100


def read_job(name: str) -> Job:
    return db.session.scalars(sa.select(Job).filter_by(name=name)).one()


def begin_sending(client: FlaskClient) -> tuple[str, Clip]:
    cycle = make_cycle(make_client(make_enrolment()))
    sign_in(client, cycle.client.enrolment.person)
    begun = client.post("/uploads", headers=describe_film(cycle.uuid, len(FILM)))
    sent = client.patch(begun.location, data=FILM[:500], headers=describe_piece(0))
    assert sent.status_code == 204
    return begun.location, db.session.scalars(sa.select(Clip)).one()


def test_a_film_on_its_way_is_refused_from_the_order_on(
    client: FlaskClient, work_off: WorkOff
) -> None:
    address, clip = begin_sending(client)
    order_erasure(clip)
    assert client.patch(address, data=FILM[500:], headers=describe_piece(500)).status_code == 404
    assert client.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 404
    work_off()
    assert not list_stored_keys(clip)
    assert client.patch(address, data=FILM[500:], headers=describe_piece(500)).status_code == 404
    assert not list_stored_keys(clip)


def test_the_place_of_an_erased_film_is_free_for_another(
    client: FlaskClient, work_off: WorkOff
) -> None:
    _, clip = begin_sending(client)
    order_erasure(clip)
    again = client.post("/uploads", headers=describe_film(clip.cycle.uuid, len(FILM)))
    assert again.status_code == 201
    assert client.patch(again.location, data=FILM, headers=describe_piece(0)).status_code == 204
    work_off()
    erased, sent = db.session.scalars(sa.select(Clip).order_by(Clip.id))
    assert (erased.state, sent.state is ClipState.ERASED) == (ClipState.ERASED, False)
    assert list_stored_keys(sent)


def test_whoever_writes_an_upload_is_waited_for(
    client: FlaskClient, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idleness, "PATIENCE_S", 0.1)
    _, clip = begin_sending(client)
    upload_uuid = db.session.scalars(sa.select(Upload.uuid)).one()
    order_erasure(clip)
    with take_turn(current_settings().data_dir / "locks", upload_uuid):
        work_off()
        assert list_stored_keys(clip)
    job = read_job("retention.erase_clip")
    assert (job.state, job.attempt) == (JobState.WAITING, 1)
    job.due_at = clock.now()
    db.session.commit()
    work_off()
    assert not list_stored_keys(clip)


def test_a_worker_that_prepares_the_film_is_waited_for_and_stops_at_its_next_step(
    app: object, films: FilmShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order comes while the worker seals the still: it names nothing any more, and the erasure goes first after it."""
    clip = send_film(films.take(".mp4", seconds=2.0))
    clip_id, uuid = clip.id, clip.uuid
    claim = claim_due_job()
    assert claim is not None
    assert claim.name == "clips.process_clip"
    looked: list[JobState] = []

    def order_meanwhile(*arguments: object) -> None:
        with writing():
            order_erasure(db.session.get_one(Clip, clip_id))
            erasure = claim_due_job()
            assert erasure is not None
            carry_out(erasure, LEASE)
            looked.append(read_job("retention.erase_clip").state)
        assert list(film_store().list_films(f"films/{uuid}"))
        renditions.make_poster(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(preparation, "make_poster", order_meanwhile)
    carry_out(claim, LEASE)
    assert looked == [JobState.WAITING]
    assert read_job("clips.process_clip").state is JobState.FAILED
    kinds = set(db.session.scalars(sa.select(Rendition.kind)))
    assert kinds == {RenditionKind.ORIGINAL}
    job = read_job("retention.erase_clip")
    job.due_at = clock.now()
    db.session.commit()
    erasure = claim_due_job()
    assert erasure is not None
    carry_out(erasure, LEASE)
    assert list(film_store().list_films(f"films/{uuid}")) == []
    assert db.session.scalars(sa.select(DeletionRecord.clip_uuid)).one() == uuid
    assert db.session.get_one(Clip, clip_id).state is ClipState.ERASED


def test_a_film_that_waits_to_be_prepared_is_not_prepared(
    films: FilmShelf, work_off: WorkOff
) -> None:
    clip = send_film(films.take(".mp4", seconds=2.0))
    order_erasure(clip)
    work_off()
    assert not list_stored_keys(clip)
    assert clip.state is ClipState.ERASED


def test_long_work_on_a_film_ends_soon_after_its_order(
    films: FilmShelf, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "ASKED_EVERY_S", 0.0)
    clip_id = send_film(films.take(".mp4", seconds=2.0)).id
    reported: list[float] = []

    def order_at_its_beginning(*arguments: object) -> object:
        with writing():
            order_erasure(db.session.get_one(Clip, clip_id))
        *rest, report = arguments

        def note(share: float) -> None:
            reported.append(share)
            report(share)  # type: ignore[operator]

        return renditions.make_review_copy(*rest, note)  # type: ignore[arg-type,call-arg]

    monkeypatch.setattr(preparation, "make_review_copy", order_at_its_beginning)
    work_off()
    assert len(reported) == 1
    assert read_job("clips.review_clip").state is JobState.FAILED


def test_a_job_given_up_is_asked_for_again(work_off: WorkOff) -> None:
    clip = make_clip()
    seal(clip, RenditionKind.ORIGINAL, FILM)
    order_erasure(clip)
    job = read_job("retention.erase_clip")
    job.state, job.finished_at = JobState.FAILED, clock.now() - timedelta(hours=1)
    db.session.add(Job(name="retention.resume", arguments={}))
    db.session.commit()
    work_off()
    assert not list_stored_keys(clip)
    assert clip.state is ClipState.ERASED
