"""What arrives is held against what the sender says of the whole film."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.clips.films import film_store
from app.clips.models import Clip, ClipState, Rendition, RenditionKind, Upload
from app.extensions import db
from tests.factories.films import FilmShelf
from tests.integration.clips.conftest import WorkOff
from tests.integration.clips.uploads.conftest import Sender
from tests.tus import describe_piece

OTHER = hashlib.sha256(b"another film").hexdigest()


@pytest.fixture
def film(films: FilmShelf) -> bytes:
    """A real film."""
    path: Path = films.take(".mp4", seconds=1.0)
    return path.read_bytes()


def _find_clip() -> Clip:
    db.session.expire_all()
    return db.session.scalars(sa.select(Clip)).one()


def _find_announced() -> str | None:
    db.session.expire_all()
    return db.session.scalars(sa.select(Upload.sha256)).one()


def test_a_film_that_is_what_was_sent_becomes_ready(
    sender: Sender, film: bytes, work_off: WorkOff
) -> None:
    begun = sender.begin(len(film))
    sender.send(begun.location, film[:100])
    sender.send(begun.location, film[100:], 100, whole=hashlib.sha256(film).hexdigest())
    work_off()
    clip = _find_clip()
    assert (clip.state, clip.sha256) == (ClipState.READY, hashlib.sha256(film).hexdigest())


def test_a_film_that_was_changed_on_its_way_is_never_shown(
    sender: Sender, film: bytes, work_off: WorkOff
) -> None:
    begun = sender.begin(len(film))
    sender.send(begun.location, film, whole=OTHER)
    work_off()
    clip = _find_clip()
    assert clip.state is ClipState.FAILED
    assert "changed on its way" in (clip.failure or "")
    assert "send it again" in (clip.failure or "")
    kinds = db.session.scalars(sa.select(Rendition.kind)).all()
    assert kinds == [RenditionKind.ORIGINAL]
    assert sender.begin(len(film)).status_code == 201


def test_a_sender_that_says_nothing_of_the_whole_is_trusted(
    sender: Sender, film: bytes, work_off: WorkOff
) -> None:
    sender.send(sender.begin(len(film)).location, film)
    work_off()
    assert _find_clip().state is ClipState.READY


def test_what_was_said_is_kept_although_the_server_died_before_its_answer(sender: Sender) -> None:
    """The last byte is sealed, nothing was committed after it: the next question finishes the film."""
    begun = sender.begin(4)
    digest = hashlib.sha256(b"film").hexdigest()
    sender.send(begun.location, b"fil", whole=digest)
    upload = db.session.scalars(sa.select(Upload)).one()
    writer = film_store().open_writer(upload.storage_key)
    writer.write(b"m")
    writer.flush()
    assert sender.ask(begun.location).headers["Upload-Offset"] == "4"
    assert _find_announced() == digest


def test_the_last_word_about_a_film_holds(sender: Sender) -> None:
    begun = sender.begin(4)
    sender.send(begun.location, b"fi", whole=OTHER)
    sender.send(begun.location, b"lm", 2, whole=hashlib.sha256(b"film").hexdigest())
    assert _find_announced() == hashlib.sha256(b"film").hexdigest()


@pytest.mark.parametrize(
    ("header", "status"),
    [
        pytest.param("sha-256=:AAAA:", 400, id="too short"),
        pytest.param("sha-256=:!:", 400, id="no base64"),
        pytest.param("md5=:AAAA:", 204, id="another algorithm"),
        pytest.param("", 204, id="empty"),
    ],
)
def test_what_makes_no_sense_is_refused_and_what_is_unknown_passed_over(
    app: Flask, sender: Sender, header: str, status: int
) -> None:
    begun = sender.begin(4)
    headers = describe_piece(0) | {"Repr-Digest": header}
    answer = sender.browser.patch(begun.location, data=b"film", headers=headers)
    assert answer.status_code == status
    assert _find_announced() is None
