from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from tests.integration.storage.conftest import MASTER
from tests.integration.storage.film_bytes import MIB, read_film
from tests.integration.storage.writing_child import make_step

ROOT = Path(__file__).parents[3]


def _open_store(folder: Path) -> FilmStore:
    keys = KeyStore(LocalObjects(folder / "keys"), KeyRing(MASTER))
    return FilmStore(LocalObjects(folder / "films"), keys)


@contextmanager
def _writing_child(
    folder: Path, film: str, mode: str, mebibytes: int
) -> Iterator[subprocess.Popen[str]]:
    module = "tests.integration.storage.writing_child"
    arguments = [str(folder), MASTER.secret.hex(), film, mode, str(mebibytes)]
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def _kill_after(child: subprocess.Popen[str], lines: int) -> int:
    assert child.stdout is not None
    for _ in range(lines):
        child.stdout.readline()
    child.kill()
    reported = child.stdout.read().split("\n")[:-1]
    return int(reported[-1]) if reported else 0


@pytest.mark.faults
@pytest.mark.parametrize("lines", [3, 14, 60])
def test_a_killed_writer_leaves_every_counted_byte(tmp_path: Path, film: str, lines: int) -> None:
    films = _open_store(tmp_path)
    films.start(film)
    with _writing_child(tmp_path, film, "plain", 5000) as child:
        reported = _kill_after(child, lines)
    writer = films.open_writer(film)
    assert writer.length % MIB == 0
    assert reported <= writer.length
    writer.finish()
    steps = range(0, writer.length, len(make_step(0)))
    assert read_film(films, film) == b"".join(map(make_step, steps))[: writer.length]


@pytest.mark.faults
def test_a_chunk_under_way_when_killed_leaves_nothing(tmp_path: Path, film: str) -> None:
    films = _open_store(tmp_path)
    films.start(film)
    first = films.open_writer(film)
    first.write(make_step(0))
    first.flush()
    with _writing_child(tmp_path, film, "unverified", 5000) as child:
        _kill_after(child, 60)
    stored = {path.name for path in (tmp_path / "films").rglob("*") if path.is_file()}
    assert {"00000000", "00000001", "00000002", "mark"} <= stored
    writer = films.open_writer(film)
    assert writer.length == len(make_step(0))
    writer.finish()
    assert read_film(films, film) == make_step(0)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_film(tmp_path: Path, film: str) -> None:
    _open_store(tmp_path).start(film)
    with _writing_child(tmp_path, film, "plain", 200) as child:
        assert child.stdout is not None
        grown_kib = int(child.stdout.read().split()[-1])
        assert child.wait() == 0
    assert grown_kib < 6 * 1024
