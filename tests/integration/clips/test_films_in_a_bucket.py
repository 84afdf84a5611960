"""The whole way of a film where nothing stays on this machine: sent, prepared and watched through a real S3 service."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.clips.models import Clip, ClipState, RenditionKind
from app.extensions import current_settings, db
from app.storage.opening import open_film_store
from app.storage.s3_objects import S3Objects
from config import S3Settings
from tests.factories.clips import list_named_keys, list_stored_keys
from tests.factories.films import FilmShelf
from tests.factories.people import make_enrolment, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.integration.clips.conftest import WorkOff
from tests.tus import describe_film, describe_piece


@pytest.fixture
def bucket(app: Flask, s3: S3Settings, monkeypatch: pytest.MonkeyPatch) -> S3Objects:
    """The portal keeps its films in the bucket; what it keeps there, as it lies there."""
    settings = replace(current_settings(), s3=s3)
    monkeypatch.setitem(app.extensions, "settings", settings)
    monkeypatch.setitem(app.extensions, "film_store", open_film_store(settings))
    return S3Objects(s3, prefix="sealed")


def test_a_film_is_sent_prepared_and_watched_without_a_byte_on_this_machine(
    client: FlaskClient, bucket: S3Objects, films: FilmShelf, work_off: WorkOff
) -> None:
    film = films.take(".mp4", seconds=2.0).read_bytes()
    cycle = make_cycle(make_client(make_enrolment()))
    sign_in(client, cycle.client.enrolment.person)
    half = len(film) // 2

    begun = client.post("/uploads", headers=describe_film(cycle.uuid, len(film)))
    for start, piece in ((0, film[:half]), (half, film[half:])):
        sent = client.patch(begun.location, data=piece, headers=describe_piece(start))
        assert sent.status_code == 204
    assert work_off() == 3

    clip = db.session.query(Clip).one()
    assert clip.state is ClipState.READY
    watched = client.post(f"/clips/{clip.uuid}/viewings", headers={"Accept": "text/plain"})
    beginning = client.get(watched.location, headers={"Range": "bytes=0-11"})
    assert (beginning.status_code, beginning.data[4:8]) == (206, b"ftyp")
    assert client.get(f"/clips/{clip.uuid}/poster").data.startswith(b"\xff\xd8")

    assert list_stored_keys(clip) == list_named_keys(clip)
    assert not (current_settings().data_dir / "sealed" / f"films/{clip.uuid}").exists()
    lying_there = [bucket.get(stored.name) for stored in bucket.list_objects(f"films/{clip.uuid}")]
    assert len(lying_there) >= 2 * (len(RenditionKind) - 1)
    assert not any(b"ftyp" in bytes(sealed or b"")[:64] for sealed in lying_there)
