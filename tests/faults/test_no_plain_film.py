"""A film is sent and prepared while somebody looks at every file: none shows what it holds, then or afterwards."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from tests.factories.films import run_ffmpeg
from tests.faults.uploads.filming import PATIENCE_S, Filming, begin_filming
from tests.servers import RunningPortal, run_portal
from tests.tus import VERSION

pytestmark = pytest.mark.faults

MARKER = b"a child laughs, her mother waits"
PICTURE_BYTES = 320 * 240 * 3 // 2
SIGNS_OF_A_COPY = (b"ftypisom", b"x264 - core", b"Lavc6")
"""What the copies of a film begin with, or hold: their pictures are compressed and show no marker."""

PIECE = 700_000
SETTLED = {"ready", "failed"}


@pytest.fixture
def portal(
    prepared_data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """A portal with a worker, whose temporary folder is its own."""
    temporary = tmp_path_factory.mktemp("temporary")
    data_dir = tmp_path_factory.mktemp("portal")
    with run_portal(data_dir, prepared_data_dir, TMPDIR=str(temporary)) as running:
        yield running


def make_marked_film(folder: Path, seconds: int) -> bytes:
    """A film whose pictures are stored as they are, each of them the marker over and over."""
    pictures = MARKER * (PICTURE_BYTES // len(MARKER))
    raw, film = folder / "pictures", folder / "film.avi"
    raw.write_bytes(pictures * 25 * seconds)
    run_ffmpeg(
        *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "320x240", "-r", "25", "-i", str(raw)),
        *("-c:v", "rawvideo", str(film)),
    )
    return film.read_bytes()


def list_files(portal: RunningPortal) -> list[Path]:
    folders = [portal.data_dir, Path(portal.environment["TMPDIR"])]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def list_nameless(portal: RunningPortal) -> list[Path]:
    """What the worker holds open and nobody can find by a name."""
    assert portal.worker is not None
    held = Path(f"/proc/{portal.worker.pid}/fd")
    return [path for path in held.iterdir() if is_nameless(path)]


def is_nameless(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return path.readlink().name.endswith("(deleted)")
    return False


def dumps_no_core(pid: int) -> bool:
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    [line] = [line for line in limits if line.startswith("Max core file size")]
    return line.split()[4:6] == ["0", "0"]


def shows_film(path: Path) -> bool:
    with suppress(OSError):
        data = path.read_bytes()
        return any(sign in data for sign in (MARKER, *SIGNS_OF_A_COPY))
    return False


def watch_named(portal: RunningPortal, is_over: Event) -> set[Path]:
    """Every file that ever showed the film."""
    shown: set[Path] = set()
    while not is_over.is_set():
        shown |= {path for path in list_files(portal) if shows_film(path)}
    return shown


def watch_nameless(portal: RunningPortal, is_over: Event) -> bool:
    """Whether a nameless file ever showed the film; it may live for less time than it takes to read all the others."""
    while not is_over.wait(0.01):
        if any(map(shows_film, list_nameless(portal))):
            return True
    return False


def send_and_wait(filming: Filming, film: bytes) -> None:
    for offset in range(0, len(film), PIECE):
        assert filming.send(film[offset : offset + PIECE], offset).status_code == 204
        time.sleep(0.05)
    deadline = time.monotonic() + 2 * PATIENCE_S
    while filming.read_arrived()[0] not in SETTLED:
        assert time.monotonic() < deadline, filming.portal.read_log()
        time.sleep(0.2)


@pytest.mark.slow
def test_no_file_ever_shows_the_film(portal: RunningPortal, tmp_path: Path) -> None:
    film = make_marked_film(tmp_path, seconds=2)
    assert film.count(MARKER) > 100_000
    portal.start_worker()
    filming = begin_filming(portal, len(film))
    is_over = Event()
    with ThreadPoolExecutor(2) as pool:
        named = pool.submit(watch_named, portal, is_over)
        nameless = pool.submit(watch_nameless, portal, is_over)
        try:
            send_and_wait(filming, film)
        finally:
            is_over.set()
    assert filming.read_arrived()[0] == "ready"
    assert nameless.result(), "it was never seen at work"
    assert named.result() == set()
    assert [path for path in list_files(portal) if shows_film(path)] == []


@pytest.mark.slow
def test_a_film_sent_as_a_form_is_refused_and_never_touches_the_disk(
    portal: RunningPortal,
) -> None:
    filming = begin_filming(portal, 10_000_000)
    Path(portal.environment["TMPDIR"]).rmdir()  # whoever wants a temporary file fails
    film = io.BytesIO(MARKER * 50_000)
    answer = filming.browser.patch(
        filming.address, files={"film": film}, headers=VERSION, timeout=PATIENCE_S
    )
    assert answer.status_code == 415, answer.text
    assert filming.ask_offset() == 0


@pytest.mark.slow
def test_a_crash_leaves_no_copy_of_the_memory(portal: RunningPortal) -> None:
    portal.start_worker()
    assert portal.worker is not None
    deadline = time.monotonic() + PATIENCE_S
    while not all(map(dumps_no_core, [*portal.list_worker_ids(), portal.worker.pid])):
        assert time.monotonic() < deadline
        time.sleep(0.1)
