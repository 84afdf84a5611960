"""Films go through the virus scanner before anything opens them, wherever there is one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.audit.models import AuditEvent
from app.clips.models import Clip, ClipState
from app.clips.processing import preparation
from app.clips.processing.orders import PROCESS_CLIP
from app.clips.scanning.errors import FilmHarmful, ScannerAway
from app.clips.scanning.scans import open_scan
from app.core import clock
from app.extensions import db
from app.jobs.models import Job, JobState
from tests.factories.clips import send_film
from tests.factories.films import FilmShelf
from tests.factories.people import sign_in
from tests.integration.clips.conftest import WorkOff
from tests.scanners import HARMFUL, LARGEST, RunScanner, run_clamd, run_protocol


@pytest.fixture(params=[run_clamd, run_protocol], ids=["clamd", "its protocol"], scope="module")
def scanner(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The socket of a scanner. Its folder is a short one: the names of sockets are limited."""
    run: RunScanner = request.param
    with tempfile.TemporaryDirectory() as folder, run(Path(folder)) as place:
        yield place


def use_scanner(app: Flask, monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    settings = replace(app.extensions["settings"], clamd_socket=place)
    monkeypatch.setitem(app.extensions, "settings", settings)


@pytest.fixture
def harmful(tmp_path: Path, films: FilmShelf) -> Path:
    """A film that plays, with something harmful behind its end."""
    path = tmp_path / "harmful.mp4"
    path.write_bytes(films.take(".mp4", seconds=1.0).read_bytes() + HARMFUL)
    return path


def scan(place: Path, content: bytes) -> None:
    with open_scan(place) as stream:
        stream.feed(content)
        stream.finish()


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024 + 1, LARGEST - 1024])
def test_clean_bytes_pass(scanner: Path, size: int) -> None:
    scan(scanner, bytes(size))


def test_what_is_harmful_is_found_across_the_edge_of_two_pieces(scanner: Path) -> None:
    with pytest.raises(FilmHarmful):
        scan(scanner, bytes(1024 * 1024 - 10) + HARMFUL + bytes(100))


def test_more_than_the_scanner_takes_is_never_called_clean(scanner: Path) -> None:
    with pytest.raises(ScannerAway):
        scan(scanner, os.urandom(2 * LARGEST))


def test_a_clean_film_is_prepared(
    app: Flask, monkeypatch: pytest.MonkeyPatch, scanner: Path, films: FilmShelf, work_off: WorkOff
) -> None:
    use_scanner(app, monkeypatch, scanner)
    clip = send_film(films.take(".mp4", seconds=1.0))
    work_off()
    assert clip.state is ClipState.READY


def test_a_harmful_film_is_refused_in_words_and_never_opened(
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    scanner: Path,
    harmful: Path,
    work_off: WorkOff,
) -> None:
    use_scanner(app, monkeypatch, scanner)
    forbid_opening(monkeypatch)
    clip = send_film(harmful)
    work_off()
    assert (clip.state, clip.failure) == (ClipState.FAILED, FilmHarmful.message)
    assert count_findings(clip) == 1

    sign_in(client, clip.cycle.client.enrolment.person)
    assert "virus scanner" in client.get(f"/clips/{clip.uuid}/state").text
    assert client.post(f"/clips/{clip.uuid}/retry").status_code == 303
    work_off()
    assert clip.state is ClipState.FAILED
    assert count_findings(clip) == 2


def test_a_film_waits_for_a_scanner_that_is_away_however_long_it_takes(
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    films: FilmShelf,
    work_off: WorkOff,
    tmp_path: Path,
) -> None:
    use_scanner(app, monkeypatch, tmp_path / "nobody.sock")
    with monkeypatch.context() as patch, time_machine.travel(clock.now(), tick=False) as moment:
        forbid_opening(patch)
        clip = send_film(films.take(".mp4", seconds=1.0))
        for _ in range(8):
            assert work_off() == 1
            assert clip.state is ClipState.PROCESSING
            moment.shift(timedelta(minutes=1))
        job = db.session.scalars(sa.select(Job).filter_by(name=PROCESS_CLIP)).one()
        assert (job.state, job.failure) == (JobState.WAITING, ScannerAway.message)
        sign_in(client, clip.cycle.client.enrolment.person)
        assert "through the virus scanner first" in client.get(f"/clips/{clip.uuid}/state").text
    with tempfile.TemporaryDirectory() as folder, run_protocol(Path(folder)) as place:
        use_scanner(app, monkeypatch, place)
        with time_machine.travel(clock.now() + timedelta(minutes=20), tick=False):
            work_off()
    assert clip.state is ClipState.READY


def forbid_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the file as a film fails."""
    monkeypatch.delattr(preparation, "probe_film")


def count_findings(clip: Clip) -> int:
    found = sa.select(sa.func.count()).where(
        AuditEvent.action == "clip.found_harmful", AuditEvent.subject_id == clip.uuid
    )
    return db.session.scalar(found) or 0
