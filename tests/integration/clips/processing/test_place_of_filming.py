"""Where a film was made stands in its original alone, however the phone wrote it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.clips.films import film_store
from app.clips.media.probe import probe_film
from app.clips.media.renditions import make_quick_copy
from app.clips.media.temporary_films import temporary_film
from app.clips.models import ClipState, Rendition, RenditionKind
from app.extensions import db
from tests.factories.clips import send_film
from tests.factories.films import FilmShelf, run_ffmpeg
from tests.integration.clips.conftest import WorkOff

PLACE = b"+58.9847-002.9662"
APPLE = "com.apple.quicktime.location.ISO6709"
XYZ = b"\xa9xyz"


def tag_as_apple(film: Path, target: Path) -> None:
    run_ffmpeg(
        *("-i", str(film), "-c", "copy", "-movflags", "use_metadata_tags"),
        *("-metadata", f"{APPLE}={PLACE.decode()}+012.000/", str(target)),
    )
    assert APPLE.encode() in target.read_bytes()


def tag_as_others(film: Path, target: Path) -> None:
    run_ffmpeg(
        *("-i", str(film), "-c", "copy"), *("-metadata", f"location={PLACE.decode()}/", str(target))
    )
    assert XYZ in target.read_bytes()


@pytest.mark.parametrize("tag", [tag_as_apple, tag_as_others])
def test_the_place_of_filming_is_in_nothing_that_is_made_of_a_film(
    films: FilmShelf,
    tmp_path: Path,
    work_off: WorkOff,
    tag: Callable[[Path, Path], None],
) -> None:
    film = tmp_path / "film.mov"
    tag(films.take(".mov", seconds=1.0), film)
    assert PLACE in film.read_bytes()
    assert PLACE not in read_quick_copy(film)
    clip = send_film(film)
    work_off()
    assert clip.state is ClipState.READY
    found = {
        rendition.kind: PLACE in read_all(rendition.storage_key)
        for rendition in db.session.scalars(sa.select(Rendition).filter_by(clip_id=clip.id))
    }
    assert found.pop(RenditionKind.ORIGINAL)
    assert {RenditionKind.POSTER, RenditionKind.REVIEW, RenditionKind.FILMSTRIP} <= found.keys()
    assert not any(found.values())


def read_all(storage_key: str) -> bytes:
    reader = film_store().open_reader(storage_key)
    return b"".join(reader.read(0, reader.length))


def read_quick_copy(film: Path) -> bytes:
    with film.open("rb") as source, temporary_film(film.parent) as target:
        make_quick_copy(source.fileno(), target, probe_film(source.fileno()))
        content = os.pread(target, os.fstat(target).st_size, 0)
    assert APPLE.encode() not in content
    assert XYZ not in content
    return content
