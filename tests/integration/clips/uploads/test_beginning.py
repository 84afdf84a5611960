"""Whether a film may be sent is answered before its first byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from app.cases.models import Client, Purpose
from app.clips.captions.models import Caption
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip, ClipState, HoldKind, Rendition, Upload
from app.clips.playback.models import Viewing
from app.core import clock
from app.core.actor import RoleName
from app.extensions import current_settings, db
from app.trainees.models import Enrolment
from tests.factories.captions import make_caption
from tests.factories.clips import index_frames, withdraw_consent
from tests.factories.keeping import place_hold
from tests.factories.people import make_administrator, make_enrolment, make_person
from tests.factories.practice import make_client, make_cycle
from tests.integration.clips.uploads.conftest import Sender
from tests.jobs import run_due_jobs
from tests.tus import STREAM, VERSION

MIB = 1024 * 1024


def _count(model: type[object]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.fixture
def limits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Films of 2 MiB, 3 MiB for a person."""
    small = replace(app.extensions["settings"], film_limit=2 * MIB, person_quota=3 * MIB)
    monkeypatch.setitem(app.extensions, "settings", small)


def test_the_same_file_again_resumes_instead_of_starting_twice(sender: Sender) -> None:
    first = sender.begin(10)
    sender.send(first.location, b"abc")
    again = sender.begin(10)
    assert (again.status_code, again.location) == (201, first.location)
    assert _count(Clip) == _count(Upload) == 1


@pytest.mark.parametrize(
    ("length", "film", "words"),
    [(10, "b", "different file"), (11, "a", "different file")],
    ids=["other content", "other length"],
)
def test_a_place_takes_one_film_at_a_time(
    sender: Sender, length: int, film: str, words: str
) -> None:
    sender.begin(10)
    answer = sender.begin(length, film=film)
    assert answer.status_code == 409
    assert words in answer.text


@pytest.mark.parametrize(
    ("film", "words"), [("a", "need not send it again"), ("b", "start another cycle")]
)
def test_an_arrived_film_is_not_sent_twice(sender: Sender, film: str, words: str) -> None:
    sender.send(sender.begin(2).location, b"ab")
    answer = sender.begin(2, film=film)
    assert answer.status_code == 409
    assert words in answer.text


def test_a_cycle_has_two_films(sender: Sender) -> None:
    assert sender.begin(2, kind="interaction").status_code == 201
    assert sender.begin(2, kind="shared_review").status_code == 201


def test_a_failed_film_gives_up_its_place(sender: Sender) -> None:
    sender.send(sender.begin(2).location, b"ab")
    clip = db.session.scalars(sa.select(Clip)).one()
    clip.state, clip.failure = ClipState.FAILED, "This is not a film."
    index_frames(clip, [40_000])
    make_caption(clip, "Look at this")
    begun = sender.begin(3, film="b")
    assert begun.status_code == 201
    assert _count(Clip) == 1
    assert _count(Rendition) == _count(FrameTimes) == _count(Caption) == 0
    clip = db.session.scalars(sa.select(Clip)).one()
    assert (clip.state, clip.failure, clip.size_bytes) == (ClipState.UPLOADING, None, 3)
    assert sender.send(begun.location, b"abc").status_code == 204


def test_a_failed_film_that_is_held_keeps_its_place_and_its_bytes(sender: Sender) -> None:
    """A film may have been watched before its review copy failed; a hold keeps it from being replaced, too."""
    sender.send(sender.begin(2).location, b"ab")
    clip = db.session.scalars(sa.select(Clip)).one()
    clip.state = ClipState.FAILED
    db.session.commit()
    place_hold(clip, clock.today() + timedelta(days=28), kind=HoldKind.SAFEGUARDING)
    assert sender.begin(3, film="b").status_code == 409
    assert _count(Rendition) == 1


def test_a_cancelled_replacement_leaves_what_somebody_watched(
    sender: Sender, enrolment: Enrolment
) -> None:
    sender.send(sender.begin(2).location, b"ab")
    clip = db.session.scalars(sa.select(Clip)).one()
    clip.state = ClipState.FAILED
    db.session.add(Viewing(clip_id=clip.id, person_id=enrolment.person_id))
    db.session.commit()
    assert sender.cancel(sender.begin(3, film="b").location).status_code == 204
    clip = db.session.scalars(sa.select(Clip)).one()
    assert clip.state is ClipState.FAILED
    assert "Choose a film again" in (clip.failure or "")


@pytest.mark.usefixtures("limits")
def test_a_film_over_the_limit_is_refused_with_what_to_do(sender: Sender) -> None:
    answer = sender.begin(2 * MIB + 1)
    assert answer.status_code == 413
    assert "A film may have 2 MB. Trim it" in answer.text
    assert sender.begin(2 * MIB).status_code == 201


@pytest.mark.usefixtures("limits")
def test_all_films_of_a_person_share_one_quota(sender: Sender) -> None:
    assert sender.begin(2 * MIB).status_code == 201
    answer = sender.begin(MIB + 1, kind="shared_review")
    assert answer.status_code == 413
    assert "room for 1 MB more" in answer.text
    assert sender.begin(MIB, kind="shared_review").status_code == 201


@pytest.mark.parametrize(
    ("length", "about", "status"),
    [
        pytest.param(0, {}, 400, id="an empty file"),
        pytest.param(5, {"filetype": "image/png"}, 415, id="a picture"),
        pytest.param(5, {"filetype": "application/zip"}, 415, id="an archive"),
        pytest.param(5, {"filetype": "video/quicktime"}, 201, id="a film"),
        pytest.param(5, {"filetype": ""}, 201, id="an unknown type"),
        pytest.param(5, {"fingerprint": "Anna Smith at home.mp4"}, 400, id="a name"),
        pytest.param(5, {"kind": ""}, 400, id="an empty kind"),
        pytest.param(5, {"kind": "edited"}, 400, id="no kind"),
        pytest.param(-5, {}, 400, id="a negative length"),
    ],
)
def test_what_is_announced_must_make_sense(
    sender: Sender, length: int, about: dict[str, str], status: int
) -> None:
    assert sender.begin(length, **about).status_code == status


def test_the_name_of_the_file_is_kept_nowhere(sender: Sender) -> None:
    sender.begin(5, filename="Anna Smith at home.mp4")
    upload = db.session.scalars(sa.select(Upload)).one()
    clip = upload.clip
    kept = [getattr(row, name) for row in (upload, clip) for name in row.__mapper__.columns.keys()]  # noqa: SIM118  # not a dict
    assert "Anna" not in " ".join(str(value) for value in kept)


def test_without_consent_no_film_is_sent(sender: Sender, enrolment: Enrolment) -> None:
    family = make_client(enrolment, Purpose.SUPERVISION)
    answer = replace(sender, cycle=make_cycle(family).uuid).begin(5)
    assert answer.status_code == 403
    assert "Record the consent" in answer.text


def test_a_withdrawn_consent_stops_a_film_on_its_way(sender: Sender, family: Client) -> None:
    begun = sender.begin(5)
    sender.send(begun.location, b"ab")
    withdraw_consent(family, Purpose.VIG)
    assert sender.send(begun.location, b"cde", 2).status_code == 403
    assert sender.ask(begun.location).status_code == 403
    assert sender.cancel(begun.location).status_code == 204
    assert _count(Clip) == 0


@pytest.mark.parametrize("who", ["another trainee", "own supervisor", "administrator"])
def test_for_everybody_but_the_owner_there_is_no_upload(
    sender: Sender, make_sender: Callable[..., Sender], enrolment: Enrolment, who: str
) -> None:
    begun = sender.begin(5)
    person = {
        "another trainee": lambda: make_enrolment().person,
        "own supervisor": lambda: make_person(RoleName.SUPERVISOR),
        "administrator": make_administrator,
    }[who]()
    other = make_sender(person)
    assert other.begin(5).status_code == 404
    assert other.ask(begun.location).status_code == 404
    assert other.send(begun.location, b"ab").status_code == 404
    assert other.cancel(begun.location).status_code == 404
    assert sender.ask(begun.location).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"])
def test_whoever_is_signed_out_reaches_nothing(sender: Sender, method: str) -> None:
    address = "/uploads" if method in {"OPTIONS", "POST"} else f"/uploads/{uuid4()}"
    stranger = sender.browser.application.test_client()
    answer = stranger.open(address, method=method, headers=VERSION | STREAM)
    assert answer.status_code == 401


def test_cancelling_frees_the_place_and_deletes_the_bytes(sender: Sender) -> None:
    begun = sender.begin(5)
    sender.send(begun.location, b"abc")
    clip = db.session.scalars(sa.select(Clip)).one()
    sealed = current_settings().data_dir / "sealed" / "films" / str(clip.uuid)
    assert list(sealed.rglob("00000000"))
    assert sender.cancel(begun.location).status_code == 204
    run_due_jobs()
    assert not list(sealed.rglob("00000000"))
    assert _count(Clip) == _count(Upload) == 0
    assert sender.ask(begun.location).status_code == 404
    assert sender.begin(7, film="b").status_code == 201
