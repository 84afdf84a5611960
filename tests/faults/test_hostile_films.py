"""Two hundred broken and hostile films through a real worker: each ends in words or in a film, and nothing else happens."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import imageio_ffmpeg
import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.clips.films import film_store
from app.clips.media import errors
from app.clips.models import Clip, ClipState, Rendition, RenditionKind
from app.clips.processing.orders import LIGHTEN_CLIP, PROCESS_CLIP, REVIEW_CLIP
from app.core.errors import DomainError
from app.extensions import db, unit_of_reading
from app.jobs.models import Job, JobState
from config import Settings
from tests.factories.clips import list_named_keys, list_stored_keys, send_film
from tests.factories.films import make_film
from tests.factories.hostile_films import HostileFilm, make_hostile_films
from tests.factories.hostile_texts import Bait
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.faults.opened_files import was_opened, watching
from tests.faults.test_killed_processing import list_children

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
PATIENCE_S = 900
LONGEST_S = 120.0
"""What one film may take beside another on a busy machine; a hang takes longer."""

FILM_WORK = (PROCESS_CLIP, REVIEW_CLIP, LIGHTEN_CLIP)
CANARY = "a secret that lies beside the films"
WORDS = {
    kind.message
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, DomainError)
}


@dataclass(frozen=True)
class Outcome:
    """How one film ended."""

    name: str
    state: ClipState
    failure: str | None
    is_tidy: bool
    copy: bytes | None

    @property
    def fault(self) -> str | None:
        """What is wrong with this end, or None."""
        if not self.is_tidy:
            return "left bytes that nothing names"
        if self.state is ClipState.READY:
            return (
                None if self.copy and is_decodable(self.copy) else "its review copy does not decode"
            )
        return None if self.failure in WORDS else f"{self.state}: {self.failure}"


@dataclass
class Workshop:
    """An installation with a worker whose every file is known."""

    app: Flask
    data_dir: Path
    temporary: Path
    environment: dict[str, str]
    worker: subprocess.Popen[bytes] | None = None
    films: dict[int, str] = field(default_factory=dict)

    def send(self, films: list[HostileFilm], folder: Path) -> None:
        with self.app.app_context():
            client = make_client(make_enrolment())
            for film in films:
                path = folder / "sent"
                path.write_bytes(film.content)
                self.films[send_film(path, make_cycle(client)).id] = film.name
            db.session.remove()

    def start(self) -> None:
        with (self.data_dir / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", "app.worker"],
                cwd=ROOT,
                env={**os.environ, **self.environment, "TMPDIR": str(self.temporary)},
                stdout=log,
                stderr=log,
            )

    def wait_until_done(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            assert self.worker is not None
            assert self.worker.poll() is None, self.read_log()
            with self.app.app_context(), unit_of_reading():
                unfinished = sa.select(Job.id).where(
                    Job.name.in_(FILM_WORK),
                    sa.or_(Job.state == JobState.RUNNING, Job.state == JobState.WAITING),
                    Job.attempt <= 1,
                    Job.failure.is_(None),
                )
                if db.session.scalar(unfinished.limit(1)) is None:
                    return
            time.sleep(0.5)
        raise TimeoutError(self.read_log())

    def wait_until_idle(self) -> None:
        """A job is done a moment before its nameless film is closed: soon the worker holds nothing and has no child."""
        assert self.worker is not None
        deadline = time.monotonic() + LONGEST_S
        while left := [*list_children(self.worker.pid), *self.list_temporary()]:
            assert time.monotonic() < deadline, left
            time.sleep(0.05)

    def read_outcomes(self) -> list[Outcome]:
        with self.app.app_context(), unit_of_reading():
            return [
                Outcome(
                    name=self.films[clip.id],
                    state=clip.state,
                    failure=clip.failure,
                    is_tidy=list_stored_keys(clip) == list_named_keys(clip),
                    copy=read_rendition(clip, RenditionKind.REVIEW),
                )
                for clip in db.session.scalars(sa.select(Clip).order_by(Clip.id))
            ]

    def list_troubled_jobs(self) -> list[str]:
        """Jobs that needed a second attempt, or took as long as one that hangs."""
        with self.app.app_context(), unit_of_reading():
            return [
                f"{job.name} {job.id}: attempt {job.attempt}, {job.failure}"
                for job in db.session.scalars(sa.select(Job).where(Job.name.in_(FILM_WORK)))
                if job.attempt != 1 or count_seconds(job) > LONGEST_S
            ]

    def list_temporary(self) -> list[Path]:
        """What lies in the folders for temporary files, and nameless files that the worker still holds."""
        assert self.worker is not None
        held = []
        for link in Path(f"/proc/{self.worker.pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                held += [link] if link.readlink().name.endswith("(deleted)") else []
        return [*(self.data_dir / "processing").iterdir(), *self.temporary.iterdir(), *held]

    def read_log(self) -> str:
        return (self.data_dir / "worker.log").read_text()


def count_seconds(job: Job) -> float:
    if job.started_at is None or job.finished_at is None:
        return 0.0
    return (job.finished_at - job.started_at).total_seconds()


def read_rendition(clip: Clip, kind: RenditionKind) -> bytes | None:
    wanted = sa.select(Rendition.storage_key).filter_by(clip_id=clip.id, kind=kind)
    key = db.session.scalar(wanted)
    if key is None:
        return None
    reader = film_store().open_reader(key)
    return b"".join(reader.read(0, reader.length))


def is_decodable(film: bytes) -> bool:
    """Whether a strict reader finds at least two pictures and no fault."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-xerror", "-i", "-", "-map", "0:v"]
    command += ["-f", "framecrc", "-"]
    decoded = subprocess.run(command, input=film, capture_output=True)
    pictures = [line for line in decoded.stdout.splitlines() if not line.startswith(b"#")]
    return decoded.returncode == 0 and not decoded.stderr and len(pictures) >= 2


@pytest.fixture
def workshop(tmp_path: Path, prepared_data_dir: Path) -> Iterator[Workshop]:
    data_dir, temporary = tmp_path / "installation", tmp_path / "temporary"
    shutil.copytree(prepared_data_dir, data_dir)
    temporary.mkdir()
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(data_dir)}
    app = create_app(Settings.from_environment(environment))
    workshop = Workshop(app, data_dir, temporary, environment)
    yield workshop
    if workshop.worker is not None:
        workshop.worker.kill()
        workshop.worker.wait()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def network() -> Iterator[socket.socket]:
    """A place on the network that waits for visitors."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture
def bait(tmp_path: Path, network: socket.socket) -> Bait:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    words = folder / "words"
    words.write_text(CANARY * 100)
    film = make_film(folder / "film.mp4", seconds=0.8, size=(96, 64), fps="15")
    host, port = network.getsockname()
    return Bait(words, film, f"http://{host}:{port}")


def test_two_hundred_hostile_films_end_in_words_or_in_a_film(
    workshop: Workshop, bait: Bait, network: socket.socket, tmp_path: Path
) -> None:
    films = make_hostile_films(tmp_path, bait)
    assert len({film.content for film in films}) >= 200
    plain = make_film(tmp_path / "plain.mp4", seconds=1, size=(96, 64)).read_bytes()
    workshop.send([*films, HostileFilm("an ordinary film at the end", plain)], tmp_path)
    with watching(bait.words, bait.film) as watch:
        workshop.start()
        workshop.wait_until_done()
        assert not was_opened(watch)
    with pytest.raises(BlockingIOError):
        network.accept()

    assert workshop.worker is not None
    assert workshop.worker.poll() is None
    workshop.wait_until_idle()
    assert workshop.list_troubled_jobs() == []
    outcomes = workshop.read_outcomes()
    assert {outcome.name: outcome.fault for outcome in outcomes if outcome.fault} == {}
    assert outcomes[-1].state is ClipState.READY
    assert CANARY not in workshop.read_log()
    assert not any(re.search(CANARY.encode(), outcome.copy or b"") for outcome in outcomes)
