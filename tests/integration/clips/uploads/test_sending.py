"""A film comes in pieces and arrives whole."""

from __future__ import annotations

import hashlib
import random

import pytest
import sqlalchemy as sa

from app.clips.films import film_store
from app.clips.models import Clip, ClipState, Rendition, Upload
from app.extensions import db
from app.jobs.models import Job
from tests.factories.clips import hash_stored
from tests.integration.clips.uploads.conftest import Sender
from tests.tus import describe_piece

MIB = 1024 * 1024


def test_the_server_says_what_it_understands(sender: Sender) -> None:
    answer = sender.browser.options("/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,checksum,termination,expiration"
    assert answer.headers["Tus-Max-Size"] == str(4096 * MIB)


def test_a_film_in_uneven_pieces_arrives_whole(sender: Sender) -> None:
    film = random.Random(1).randbytes(3 * MIB + 77)
    begun = sender.begin(len(film))
    assert begun.status_code == 201
    offset = 0
    for size in (1, MIB - 1, 70_000, MIB, len(film)):
        answer = sender.send(begun.location, film[offset : offset + size], offset)
        assert answer.status_code == 204, answer.text
        offset = int(answer.headers["Upload-Offset"])
    asked = sender.ask(begun.location)
    assert asked.headers["Upload-Offset"] == asked.headers["Upload-Length"] == str(len(film))
    assert asked.headers["Cache-Control"] == "no-store"
    original = db.session.scalars(sa.select(Rendition)).one()
    assert hash_stored(original.storage_key) == hashlib.sha256(film).hexdigest()


def test_an_arrived_film_is_handed_on_once(sender: Sender) -> None:
    begun = sender.begin(4)
    sender.send(begun.location, b"film")
    sender.ask(begun.location)
    clip = db.session.scalars(sa.select(Clip)).one()
    assert clip.state is ClipState.PROCESSING
    assert clip.size_bytes == 4
    jobs = db.session.scalars(sa.select(Job).filter_by(name="clips.process_clip")).all()
    assert [job.arguments for job in jobs] == [{"clip_id": clip.id}]


def test_a_film_whose_server_died_before_saying_so_is_finished_by_asking(sender: Sender) -> None:
    begun = sender.begin(4)
    upload = db.session.scalars(sa.select(Upload)).one()
    film_store().start(upload.storage_key)
    writer = film_store().open_writer(upload.storage_key)
    writer.write(b"film")
    writer.finish()
    assert sender.ask(begun.location).headers["Upload-Offset"] == "4"
    assert db.session.scalars(sa.select(Clip)).one().state is ClipState.PROCESSING


def test_a_wrong_checksum_leaves_nothing_of_its_piece(sender: Sender) -> None:
    begun = sender.begin(2 * MIB)
    first, second = b"a" * 1000, b"b" * MIB
    good = hashlib.sha256(first).hexdigest()
    assert sender.send(begun.location, first, sha256=good).status_code == 204
    answer = sender.send(begun.location, second, 1000, sha256=good)
    assert answer.status_code == 460
    assert "Send this piece again" in answer.text
    assert sender.ask(begun.location).headers["Upload-Offset"] == "1000"
    right = hashlib.sha1(second).hexdigest()
    assert sender.send(begun.location, second, 1000, sha1=right).status_code == 204


@pytest.mark.parametrize(
    ("offset", "data", "status"),
    [
        pytest.param(3, b"x", 409, id="a gap"),
        pytest.param(1, b"x", 409, id="again"),
        pytest.param(2, b"123456789", 413, id="more than announced"),
        pytest.param(2, b"", 204, id="nothing"),
    ],
)
def test_bytes_are_taken_only_where_the_film_stopped(
    sender: Sender, offset: int, data: bytes, status: int
) -> None:
    begun = sender.begin(10)
    sender.send(begun.location, b"ab")
    assert sender.send(begun.location, data, offset).status_code == status
    assert sender.ask(begun.location).headers["Upload-Offset"] == "2"


def test_a_finished_film_takes_no_more(sender: Sender) -> None:
    begun = sender.begin(2)
    sender.send(begun.location, b"ab")
    assert sender.send(begun.location, b"c", 2).status_code == 409
    assert sender.cancel(begun.location).status_code == 409


def test_networks_without_patch_can_send_too(sender: Sender) -> None:
    begun = sender.begin(2)
    headers = describe_piece(0) | {"X-HTTP-Method-Override": "PATCH"}
    assert sender.browser.post(begun.location, data=b"ab", headers=headers).status_code == 204
    assert sender.browser.post(begun.location, headers=describe_piece(0)).status_code == 400


@pytest.mark.parametrize("version", [None, "0.2.2"])
def test_another_version_of_the_protocol_is_refused(sender: Sender, version: str | None) -> None:
    headers = {"Tus-Resumable": version} if version else {}
    answer = sender.browser.post("/uploads", headers=headers)
    assert answer.status_code == 412
    assert answer.headers["Tus-Version"] == "1.0.0"


def test_bytes_of_another_type_are_refused(sender: Sender) -> None:
    begun = sender.begin(2)
    headers = describe_piece(0) | {"Content-Type": "video/mp4"}
    assert sender.browser.patch(begun.location, data=b"ab", headers=headers).status_code == 415
