"""Bad input gets a clear answer through the real job, and the original is kept."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from app.cases.models import CycleEvidence
from app.clips.films import film_store
from app.clips.models import ClipState, Rendition, RenditionKind
from app.extensions import db
from app.jobs.models import Job, JobState
from tests.factories.clips import list_named_keys, list_stored_keys, send_film
from tests.factories.films import FilmShelf, cut_off, make_film
from tests.factories.people import sign_in
from tests.integration.clips.conftest import WorkOff


def write_text(path: Path, _films: FilmShelf) -> None:
    path.write_text("Notes about the first visit.\n" * 200)


def write_zip(path: Path, _films: FilmShelf) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("film.txt", "not a film")


def write_picture(path: Path, _films: FilmShelf) -> None:
    Image.new("RGB", (64, 48), "teal").save(path, "JPEG")


def write_playlist(path: Path, films: FilmShelf) -> None:
    path.write_text(f"#EXTM3U\n#EXTINF:10,\n{films.take('.mp4')}\n#EXT-X-ENDLIST\n")


def write_truncated(path: Path, films: FilmShelf) -> None:
    cut_off(films.take(".mp4"), path, 0.6)


def write_no_length(path: Path, _films: FilmShelf) -> None:
    make_film(path, seconds=0.02, audio=None)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (write_text, "not a film"),
        (write_zip, "not a film"),
        (write_picture, "not a film"),
        (write_playlist, "not a film"),
        (write_truncated, "end of this film is missing"),
        (write_no_length, "no moving picture"),
    ],
)
def test_what_is_no_film_fails_with_words_and_keeps_the_original(
    client: FlaskClient,
    films: FilmShelf,
    tmp_path: Path,
    write: Callable[[Path, FilmShelf], None],
    words: str,
    work_off: WorkOff,
) -> None:
    path = tmp_path / "film.mp4"
    write(path, films)
    clip = send_film(path)
    assert work_off() == 1
    assert clip.state is ClipState.FAILED
    assert clip.failure is not None
    assert words in clip.failure

    (original,) = db.session.query(Rendition).filter_by(clip_id=clip.id).all()
    assert original.kind is RenditionKind.ORIGINAL
    reader = film_store().open_reader(original.storage_key)
    assert b"".join(reader.read(0, reader.length)) == path.read_bytes()
    assert list_stored_keys(clip) == list_named_keys(clip)
    assert db.session.query(CycleEvidence).count() == 0

    sign_in(client, clip.cycle.client.enrolment.person)
    page = client.get(f"/clips/{clip.uuid}/state").text
    assert words in page
    assert f'action="/clips/{clip.uuid}/retry"' in page


def test_another_try_prepares_the_same_original_again(
    app: Flask, client: FlaskClient, tmp_path: Path, films: FilmShelf, work_off: WorkOff
) -> None:
    (tmp_path / "film.mp4").write_text("not a film at all")
    clip = send_film(tmp_path / "film.mp4")
    work_off()
    replace_original(clip.id, films.take(".mp4", seconds=1.0).read_bytes())

    sign_in(client, clip.cycle.client.enrolment.person)
    assert client.post(f"/clips/{clip.uuid}/retry").status_code == 303
    assert (clip.state, clip.failure) == (ClipState.PROCESSING, None)
    assert work_off() == 3
    assert (clip.state, clip.failure) == (ClipState.READY, None)


def test_two_clicks_are_one_try(client: FlaskClient, tmp_path: Path, work_off: WorkOff) -> None:
    (tmp_path / "film.mp4").write_text("not a film at all")
    clip = send_film(tmp_path / "film.mp4")
    work_off()
    sign_in(client, clip.cycle.client.enrolment.person)
    assert client.post(f"/clips/{clip.uuid}/retry").status_code == 303
    assert client.post(f"/clips/{clip.uuid}/retry").status_code == 409
    assert db.session.query(Job).filter_by(state=JobState.WAITING).count() == 1


def replace_original(clip_id: int, content: bytes) -> None:
    original = db.session.query(Rendition).filter_by(clip_id=clip_id).one()
    film_store().delete(original.storage_key)
    film_store().start(original.storage_key)
    writer = film_store().open_writer(original.storage_key)
    writer.write(content)
    writer.finish()
