"""From the last byte of a film of 1 GB until it plays, beside the bare program that copies its streams."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from uuid import UUID

import requests

from app.cases.models import Cycle
from app.clips.media.commands import quick_copy_command
from app.clips.media.probe import Probe, probe_film
from app.clips.media.temporary_films import temporary_film
from app.clips.models import Clip, ClipState
from app.extensions import db, unit_of_reading
from benchmarks.figures import Figure
from tests.factories.films import run_ffmpeg
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal, run_portal
from tests.tus import describe_film, describe_piece

MIB = 1024 * 1024
LONG, SHORT = 1024, 64
"""MiB of the two films."""

PIECE = 8 * MIB
ROUNDS = 3
PATIENCE_S = 180
AIM = 8.0
"""The bytes are unsealed, looked through, copied and sealed again, with a still between: four passes beside one."""

MEMORY_AIM = 1.5


@dataclass(frozen=True, slots=True)
class Opening:
    """How long one film took to play, and the most that the processes held meanwhile, in MiB."""

    seconds: float
    web: float
    worker: float


def measure_opening(folder: Path, prepared: Path) -> Iterator[Figure]:
    """Seconds, and memory beside that for a film of a sixteenth of its length."""
    long, short = (_make_film(folder / f"{size}.mp4", size) for size in (LONG, SHORT))
    with run_portal(folder / "opening", prepared) as portal:
        least, pairs = [], []
        for _ in range(ROUNDS):
            least.append(_open_film(portal, short))
            pairs.append((_open_film(portal, long), _copy_streams(long, folder)))
    yield Figure(
        "1 GB of H.264 from its last byte until it plays",
        ours=median(ours.seconds for ours, _ in pairs),
        limit=median(bare for _, bare in pairs),
        ratio=median(ours.seconds / bare for ours, bare in pairs),
        aim=AIM,
        unit="s",
        note="beside copying its streams",
    )
    for name in ("web", "worker"):
        ours = median(getattr(opening, name) for opening, _ in pairs)
        limit = median(getattr(opening, name) for opening in least)
        yield Figure(
            f"memory of the {name} meanwhile",
            ours=ours,
            limit=limit,
            ratio=ours / limit,
            aim=MEMORY_AIM,
            unit="MiB",
            note="beside a film of 64 MB; children included, each page once",
        )
    long.unlink()
    short.unlink()


def _make_film(path: Path, size: int) -> Path:
    """Ten seconds at the rate of a phone, again and again without being encoded again."""
    seed = path.with_name("seed.mp4")
    if not seed.exists():
        run_ffmpeg(
            *("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30:duration=10,noise=alls=40:allf=t"),
            *("-f", "lavfi", "-i", "sine=duration=10", "-c:a", "aac"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", "30"),
            *("-pix_fmt", "yuv420p", "-b:v", "20M", "-maxrate", "20M", "-bufsize", "20M", str(seed)),
        )  # fmt: skip
    times = size * MIB // seed.stat().st_size
    run_ffmpeg("-stream_loop", str(times), "-i", str(seed), "-c", "copy", str(path))
    return path


def _open_film(portal: RunningPortal, film: Path) -> Opening:
    """The worker is ended as soon as the film plays: its copy for review is another matter."""
    with portal.app.app_context():
        enrolment = make_enrolment()
        cycle = make_cycle(make_client(enrolment))
        uuid, browser = cycle.uuid, portal.open_browser(enrolment.person)
        db.session.remove()
    portal.start_worker()
    assert portal.worker is not None
    with _Watch(portal.list_worker_ids()) as web, _Watch([portal.worker.pid]) as worker:
        sent_at = _send(portal, browser, film, uuid)
        _wait_until_it_plays(portal, uuid)
        seconds = time.perf_counter() - sent_at
    portal.end_worker()
    return Opening(seconds, web.peak, worker.peak)


def _send(portal: RunningPortal, browser: requests.Session, film: Path, cycle: UUID) -> float:
    """Answers when the last byte was sent."""
    length = film.stat().st_size
    begun = browser.post(f"{portal.url}/uploads", headers=describe_film(cycle, length))
    begun.raise_for_status()
    address, sent_at = f"{portal.url}{begun.headers['Location']}", 0.0
    with film.open("rb") as file:
        for offset in range(0, length, PIECE):
            piece = file.read(PIECE)
            sent_at = time.perf_counter()
            answer = browser.patch(address, data=piece, headers=describe_piece(offset))
            answer.raise_for_status()
    return sent_at


def _wait_until_it_plays(portal: RunningPortal, cycle: UUID) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with portal.app.app_context(), unit_of_reading():
            clip = db.session.query(Clip).join(Cycle).filter(Cycle.uuid == cycle).one()
            if clip.state is not ClipState.PROCESSING:
                assert clip.state.can_play, clip.failure
                return
        time.sleep(0.05)
    raise TimeoutError(portal.read_log())


def _copy_streams(film: Path, folder: Path) -> float:
    with film.open("rb") as source, temporary_film(folder) as target:
        probe: Probe = probe_film(source.fileno())
        descriptors = (source.fileno(), target)
        start = time.perf_counter()
        command = quick_copy_command(*descriptors, probe)
        subprocess.run(command, pass_fds=descriptors, check=True)
        return time.perf_counter() - start


class _Watch:
    """The most memory that some processes and their children held at one moment, in MiB."""

    def __init__(self, pids: list[int]) -> None:
        self.peak = 0.0
        self._pids = pids
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, sum(map(_read_memory, self._pids)))


def _read_memory(pid: int) -> float:
    """Memory of its own that a process holds, with that of its children. A child that was just made shares its parent's
    pages; those count once, and pages of files do not."""
    with suppress(OSError):
        shares = Path(f"/proc/{pid}/smaps_rollup").read_text()
        held = sum(int(size) for size in re.findall(r"Pss_(?:Anon|Shmem):\s+(\d+) kB", shares))
        lists = Path(f"/proc/{pid}/task").glob("*/children")
        children = [int(child) for names in lists for child in names.read_text().split()]
        return held / 1024 + sum(map(_read_memory, children))
    return 0.0
