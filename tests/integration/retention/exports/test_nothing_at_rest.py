"""An archive is made while it is sent: nothing plain of it lies on a disk, and nothing of it is whole in memory."""

from __future__ import annotations

import tempfile
import tracemalloc
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.clips.films import film_store
from app.clips.models import Clip, Rendition, RenditionKind
from app.extensions import current_settings, db
from tests.factories.clips import make_clip
from tests.factories.people import sign_in

MIB = 1024 * 1024
MARKER = b"a child laughs, her mother waits"
PIECE = MARKER * (MIB // len(MARKER))
FLAT = 12 * MIB


def make_long_film(mib: int) -> Clip:
    """A film of so many MiB that says the same over and over, sealed piece by piece."""
    clip = make_clip()
    key = f"films/{clip.uuid}/original/1"
    film_store().start(key)
    writer = film_store().open_writer(key)
    for _ in range(mib):
        writer.write(PIECE)
    writer.finish()
    original = Rendition(
        clip=clip,
        kind=RenditionKind.ORIGINAL,
        storage_key=key,
        content_type="application/octet-stream",
        size_bytes=mib * MIB,
    )
    db.session.add(original)
    clip.cycle.client.organisation.films_may_leave = True  # type: ignore[union-attr]
    db.session.commit()
    return clip


def find_plain(*folders: Path) -> list[Path]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if MARKER in path.read_bytes()]


def test_no_file_shows_the_film_while_it_leaves(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    clip = make_long_film(6)
    owner = clip.cycle.client.enrolment.person
    shown, count = [], 0
    for piece in sign_in(client, owner).post("/account/export").iter_encoded():
        count += piece.count(MARKER)
        if MARKER in piece:
            shown += find_plain(current_settings().data_dir, tmp_path)
    assert count == 6 * PIECE.count(MARKER)
    assert shown == []


@pytest.mark.slow
def test_memory_stays_flat_however_long_a_film_is(client: FlaskClient) -> None:
    clip = make_long_film(200)
    owner = clip.cycle.client.enrolment.person
    sent = 0
    answer = sign_in(client, owner).post("/account/export")
    tracemalloc.start()
    try:
        for piece in answer.iter_encoded():
            sent += len(piece)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sent > 200 * MIB
    assert peak < FLAT, f"{peak / MIB:.1f} MiB"
