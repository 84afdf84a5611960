"""A film's bytes by Range, over the whole portal."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.cases.models import Purpose
from app.clips.films import film_store
from app.clips.models import ClipState, Rendition, RenditionKind
from app.clips.playback import answers
from app.clips.playback.byte_ranges import MOST_OPEN_BYTES
from app.extensions import db
from app.storage.films import FilmStore
from tests.factories.clips import Audience, seal, withdraw_consent
from tests.integration.clips.playback.conftest import FILM, STILL, STRIP, open_film

LENGTH = len(FILM)
MIB = 1024 * 1024
LOW = b"low copy" * 100


@pytest.fixture
def viewing(client: FlaskClient, audience: Audience) -> str:
    return open_film(client, audience, audience.owner)


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-1", 0, 2),
        (f"bytes={MIB - 1}-{MIB}", MIB - 1, MIB + 1),
        (f"bytes=100-{LENGTH - 1}", 100, LENGTH),
        (f"bytes=100-{LENGTH * 2}", 100, LENGTH),
        ("bytes=0-", 0, MOST_OPEN_BYTES),
        (f"bytes={LENGTH - 5}-", LENGTH - 5, LENGTH),
        ("bytes=-77", LENGTH - 77, LENGTH),
        (f"bytes=-{LENGTH * 2}", 0, LENGTH),
    ],
)
def test_a_range_is_answered_with_its_bytes(
    client: FlaskClient, viewing: str, asked: str, start: int, stop: int
) -> None:
    answer = client.get(f"{viewing}/film", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.data == FILM[start:stop]
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{LENGTH}"
    assert answer.headers["Content-Length"] == str(stop - start)


@pytest.mark.parametrize("asked", [None, "bytes=9-5", "frames=1-2", "bytes=0-1,9-10"])
def test_without_a_usable_range_the_whole_film_comes(
    client: FlaskClient, viewing: str, asked: str | None
) -> None:
    answer = client.get(f"{viewing}/film", headers={"Range": asked} if asked else {})
    assert answer.status_code == 200
    assert answer.data == FILM
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_range_behind_the_end_is_refused_with_the_length(
    client: FlaskClient, viewing: str
) -> None:
    answer = client.get(f"{viewing}/film", headers={"Range": f"bytes={LENGTH}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{LENGTH}"


def test_head_tells_of_the_whole_film_without_a_byte(client: FlaskClient, viewing: str) -> None:
    answer = client.head(f"{viewing}/film", headers={"Range": "bytes=0-1"})
    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.headers["Content-Length"] == str(LENGTH)
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("{etag}", 206),
        ('"another"', 200),
        ("W/{etag}", 200),
        ("Sat, 01 Nov 2025 10:00:00 GMT", 200),
    ],
)
def test_if_range_holds_only_for_the_very_bytes_it_names(
    client: FlaskClient, viewing: str, condition: str, status: int
) -> None:
    etag = client.head(f"{viewing}/film").headers["ETag"]
    headers = {"Range": "bytes=5-9", "If-Range": condition.format(etag=etag)}
    answer = client.get(f"{viewing}/film", headers=headers)
    assert answer.status_code == status
    assert answer.data == (FILM[5:10] if status == 206 else FILM)


def test_pieces_are_never_larger_than_a_mebibyte(client: FlaskClient, viewing: str) -> None:
    pieces = [len(piece) for piece in client.get(f"{viewing}/film").iter_encoded()]
    assert max(pieces) <= MIB
    assert sum(pieces) == LENGTH


def test_the_connection_is_given_back_before_a_byte_is_read(
    client: FlaskClient, viewing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding: list[bool] = []

    def look_first() -> FilmStore:
        holding.append(db.session().in_transaction())
        return film_store()

    monkeypatch.setattr(answers, "film_store", look_first)
    assert client.get(f"{viewing}/film").data == FILM
    assert holding == [False]


def test_posters_and_filmstrips_are_never_kept_by_anybody(
    client: FlaskClient, audience: Audience, viewing: str
) -> None:
    for name, content in (("poster", STILL), ("filmstrip", STRIP)):
        answer = client.get(f"/clips/{audience.clip.uuid}/{name}")
        assert answer.status_code == 200
        assert answer.data == content
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_open_viewing_goes_over_to_the_review_copy(
    client: FlaskClient, audience: Audience
) -> None:
    quick = b"quick copy" * 1000
    audience.clip.state = ClipState.PLAYABLE
    db.session.query(Rendition).filter_by(kind=RenditionKind.REVIEW).delete()
    seal(audience.clip, RenditionKind.QUICK, quick)
    viewing = open_film(client, audience, audience.owner)
    before = client.get(viewing).headers["Film-Version"]
    assert client.get(f"{viewing}/film").data == quick

    audience.clip.state = ClipState.READY
    seal(audience.clip, RenditionKind.REVIEW, FILM)
    after = client.get(viewing)
    assert after.status_code == 204
    assert after.headers["Film-Version"] != before
    answer = client.get(f"{viewing}/film", headers={"Range": "bytes=0-9", "If-Range": before})
    assert answer.status_code == 200, "bytes of two copies must never be mixed"
    assert answer.headers["ETag"] == after.headers["Film-Version"]


def test_a_weak_line_gets_the_low_copy_from_the_moment_there_is_one(
    client: FlaskClient, audience: Audience
) -> None:
    viewing = open_film(client, audience, audience.owner)
    whole = client.get(viewing).headers["Film-Version"]
    assert client.get(f"{viewing}?copy=low").headers["Film-Version"] == whole
    assert client.get(f"{viewing}/film?copy=low").data == FILM

    seal(audience.clip, RenditionKind.LOW, LOW)
    answer = client.get(f"{viewing}/film?copy=low")
    assert answer.data == LOW
    light = client.get(f"{viewing}?copy=low").headers["Film-Version"]
    assert answer.headers["ETag"] == light != whole
    assert client.get(viewing).headers["Film-Version"] == whole
    for other in ("", "?copy=", "?copy=original", "?copy=LOW"):
        assert client.get(f"{viewing}/film{other}").data == FILM


def test_a_waveform_is_asked_for_under_the_viewing(client: FlaskClient, audience: Audience) -> None:
    viewing = open_film(client, audience, audience.owner)
    assert client.get(f"{viewing}/waveform").status_code == 404
    peaks = b"\x14\x00" + bytes(range(100))
    seal(audience.clip, RenditionKind.WAVEFORM, peaks, "application/octet-stream")
    answer = client.get(f"{viewing}/waveform")
    assert (answer.status_code, answer.data) == (200, peaks)
    assert answer.headers["Cache-Control"] == "no-store"
    withdraw_consent(audience.client, Purpose.VIG)
    assert client.get(f"{viewing}/waveform").status_code == 404
