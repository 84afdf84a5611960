"""The raw storage is searched for an erased film: what it showed, how it lay there sealed, and what was said about it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.clips.edited_films.models import Rendering, RenderingState
from app.clips.models import Clip, ClipState
from app.core.database import empty_log
from app.extensions import db
from app.stores import key_store
from tests.factories.clips import list_stored_keys, send_film
from tests.factories.feedback import make_comment, make_reply
from tests.factories.films import run_ffmpeg
from tests.factories.renderings import ask, list_stored, make_board
from tests.faults.erasing.installation import Installation, start, stop
from tests.jobs import run_due_jobs

pytestmark = [pytest.mark.faults, pytest.mark.slow]

MARKER = b"heron-in-the-reeds-at-first-light-"
SAID = "She waits, like a heron in the reeds at first light."
SIZE, FRAMES = (96, 64), 30
SLICE = 48
"""Bytes of a sealed part that are looked for, at its beginning, in its middle and at its end."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs of this test put what they think nobody looks at."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film without any compression, whose pixels spell the marker."""
    frame = SIZE[0] * SIZE[1] * 3
    pixels = (MARKER * (frame * FRAMES // len(MARKER) + 1))[: frame * FRAMES]
    (tmp_path / "pixels").write_bytes(pixels)
    path = tmp_path / "film.avi"
    shape = ("-s", f"{SIZE[0]}x{SIZE[1]}", "-r", "10", "-pix_fmt", "bgr24")
    pixels_in = ("-f", "rawvideo", *shape, "-i", str(tmp_path / "pixels"))
    run_ffmpeg(*pixels_in, "-c:v", "rawvideo", "-pix_fmt", "bgr24", str(path))
    assert path.read_bytes().count(MARKER) > 1000
    return path


@pytest.fixture
def data_dir(prepared_data_dir: Path, tmp_path: Path, film: Path) -> Path:
    """An installation in which this film was prepared and talked about, and another was made of a moment of it."""
    folder = tmp_path / "installation"
    shutil.copytree(prepared_data_dir, folder)
    with start(folder).app_context():
        clip_id = send_film(film).id
        run_due_jobs()
        clip = db.session.get_one(Clip, clip_id)
        assert clip.state is ClipState.READY, clip.failure
        owner = clip.cycle.client.enrolment.person
        make_reply(make_comment(clip, owner, body=SAID), owner, SAID)
        ask(make_board(clip, words=SAID))
        run_due_jobs()
        rendering = db.session.scalars(sa.select(Rendering)).one()
        assert rendering.state is RenderingState.READY, rendering.failure
        assert len(list_stored(rendering)) == 2
        empty_log(db.engine.engine)
        stop()
    return folder


def take_slices(data_dir: Path) -> list[bytes]:
    """Pieces of everything that lies sealed."""
    slices = []
    for path in (data_dir / "sealed").rglob("*"):
        if path.is_file():
            sealed = path.read_bytes()
            places = (0, max(0, len(sealed) // 2 - SLICE), max(0, len(sealed) - SLICE))
            slices += [sealed[place : place + SLICE] for place in places]
    return slices


def find_files(folder: Path, needles: list[bytes]) -> set[str]:
    """The files that hold any of these bytes."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if any(needle in content for needle in needles):
                found.add(path.relative_to(folder).parts[0])
    return found


def test_no_file_no_row_and_no_key_holds_anything_of_it(temporary: Path, data_dir: Path) -> None:
    slices = take_slices(data_dir)
    with start(data_dir).app_context():
        clip = db.session.scalars(sa.select(Clip)).one()
        rendering = db.session.scalars(sa.select(Rendering)).one()
        uuids = (clip.uuid, rendering.uuid)
        keys = list_stored_keys(clip) | list_stored(rendering)
        wrapped = [(data_dir / "film-keys" / key).read_bytes()[-SLICE:] for key in keys]
        stop()
    assert len(keys) >= 6
    assert len(slices) > 10
    assert find_files(data_dir, [MARKER]) == set(), "it was never plain"
    assert find_files(data_dir, slices) == {"sealed"}
    assert find_files(data_dir, wrapped) == {"film-keys"}
    assert find_files(data_dir, [SAID.encode()]) == {"portal.sqlite3"}

    installation = Installation(data_dir)
    installation.order()
    installation.work()

    assert find_files(data_dir, [MARKER, SAID.encode(), *slices, *wrapped]) == set()
    assert not list((data_dir / "processing").iterdir())
    assert list(temporary.iterdir()) == []
    for uuid in uuids:
        assert [path.name for path in data_dir.rglob(f"*{uuid}*")] == [str(uuid)]
    with start(data_dir).app_context():
        assert [key_store().find_key(key) for key in keys] == [None] * len(keys)
        stop()
