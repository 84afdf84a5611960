"""Somebody takes everything that is theirs, and no film that is not theirs to take."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.sign_ins.models import SignIn
from app.audit.models import AuditEvent
from app.cases.models import FilmKind, Purpose
from app.clips.models import Clip, HoldKind, RenditionKind
from app.clips.playback.long_answers import PlayingOver
from app.core import clock
from app.extensions import db
from app.retention.exports.archives import films as leaving_films
from tests.factories.clips import make_clip, seal, withdraw_consent
from tests.factories.feedback import Scene, make_reply, make_request, make_scene
from tests.factories.keeping import place_hold
from tests.factories.people import make_administrator, make_enrolment, sign_in
from tests.factories.practice import make_client, make_completed_cycle, make_cycle, make_session
from tests.factories.retention import order_erasure
from tests.integration.retention.exports.conftest import find_undocumented, open_archive

MIB = 1024 * 1024
SENT = b"\0\0\0\x18ftypmp42" + os.urandom(3 * MIB)
LIST = "films-not-included.txt"


def let_films_leave(clip: Clip, *, may: bool = True) -> None:
    organisation = clip.cycle.client.organisation
    assert organisation is not None
    organisation.films_may_leave = may
    db.session.commit()


def make_film(clip: Clip | None = None, content: bytes = SENT) -> Clip:
    """A film that may leave, as it was sent, with the copy that plays."""
    clip = clip or make_clip()
    seal(clip, RenditionKind.ORIGINAL, content, "application/octet-stream")
    seal(clip, RenditionKind.REVIEW, b"a copy")
    let_films_leave(clip)
    return clip


def find_owner(clip: Clip) -> Person:
    return clip.cycle.client.enrolment.person


def take(client: FlaskClient, person: Person) -> Any:
    return open_archive(sign_in(client, person).post("/account/export"))


def name_film(clip: Clip) -> str:
    return f"films/{clip.cycle.client.code}/cycle-{clip.cycle.number}-interaction.mp4"


def list_actions() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_film_is_in_it_byte_for_byte_as_it_was_sent(client: FlaskClient) -> None:
    clip = make_film()
    archive = take(client, find_owner(clip))
    assert archive.read(name_film(clip)) == SENT
    assert b"Every film" in archive.read(LIST)
    assert list_actions().count("data.exported") == 1
    assert list_actions().count("film.exported") == 1


@pytest.mark.parametrize(
    ("beginning", "ending"),
    [
        (b"\0\0\0\x14ftypqt  ", ".mov"),
        (b"\x1a\x45\xdf\xa3webm", ".webm"),
        (b"\x1a\x45\xdf\xa3", ".mkv"),
        (b"RIFF", ".avi"),
        (b"\0\0\0\x14ftyp3gp5", ".3gp"),
    ],
)
def test_a_film_is_named_after_what_it_is(
    client: FlaskClient, beginning: bytes, ending: str
) -> None:
    clip = make_film(content=beginning + b"film")
    names = take(client, find_owner(clip)).namelist()
    assert name_film(clip).replace(".mp4", ending) in names


def close_the_organisation(clip: Clip) -> None:
    let_films_leave(clip, may=False)


def lose_the_organisation(clip: Clip) -> None:
    clip.cycle.client.organisation = None
    db.session.commit()


def withdraw_vig(clip: Clip) -> None:
    withdraw_consent(clip.cycle.client, Purpose.VIG)


def hold_it(clip: Clip) -> None:
    place_hold(clip, clock.today())


def hold_for_safeguarding(clip: Clip) -> None:
    place_hold(clip, clock.today(), kind=HoldKind.SAFEGUARDING, readers=[find_owner(clip)])


def close_films(clip: Clip) -> None:
    find_owner(clip).films_closed_until = clock.now() + timedelta(hours=1)
    db.session.commit()


def have_it_erased(clip: Clip) -> None:
    order_erasure(clip)


@pytest.mark.parametrize(
    ("happening", "reason"),
    [
        (close_the_organisation, "belongs to Invented Council"),
        (lose_the_organisation, "No organisation is on record"),
        (withdraw_vig, "Not everybody on it says yes"),
        (hold_it, "It is held"),
        (hold_for_safeguarding, "It is held"),
        (close_films, "closed to your account"),
        (have_it_erased, "Its erasure has begun"),
    ],
)
def test_a_film_that_may_not_leave_is_named_with_the_reason(
    client: FlaskClient, happening: Any, reason: str
) -> None:
    clip = make_film()
    happening(clip)
    page = sign_in(client, find_owner(clip)).get("/account/export")
    assert reason in page.text
    archive = take(client, find_owner(clip))
    told = archive.read(LIST).decode()
    assert name_film(clip) not in archive.namelist()
    assert reason in told
    assert f"{clip.cycle.client.code}, cycle 1, interaction film" in told
    assert "film.exported" not in list_actions()


def begin(client: FlaskClient, person: Person, until: str) -> tuple[bytes, Iterator[bytes]]:
    """An archive on its way, until the name of this file has been sent."""
    pieces = sign_in(client, person).post("/account/export").iter_encoded()
    sent = b""
    for piece in pieces:
        sent += piece
        if until.encode() in piece:
            return sent, pieces
    raise AssertionError(f"{until} was never sent")


def finish(sent: bytes, pieces: Iterator[bytes]) -> Any:
    return zipfile.ZipFile(io.BytesIO(sent + b"".join(pieces)))


def test_a_consent_withdrawn_on_the_way_leaves_the_next_film_out(client: FlaskClient) -> None:
    first = make_film()
    second = make_film(make_clip(make_cycle(first.cycle.client), kind=FilmKind.SHARED_REVIEW))
    sent, pieces = begin(client, find_owner(first), name_film(first))
    withdraw_vig(second)
    archive = finish(sent, pieces)
    assert archive.read(name_film(first)) == SENT
    assert "cycle-2" not in " ".join(archive.namelist())
    assert "cycle 2, film of the shared review" in archive.read(LIST).decode()
    assert list_actions().count("film.exported") == 1


def test_a_film_withdrawn_in_its_middle_ends_there_and_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving_films, "ASKED_EVERY_S", 0.0)
    clip = make_film()
    sent, pieces = begin(client, find_owner(clip), name_film(clip))
    sent += next(pieces)
    withdraw_vig(clip)
    archive = finish(sent, pieces)
    assert len(archive.read(name_film(clip))) < len(SENT)
    assert "please delete it" in archive.read(LIST).decode()


def test_whoever_is_signed_out_meanwhile_gets_no_further_film(client: FlaskClient) -> None:
    first = make_film()
    make_film(make_clip(make_cycle(first.cycle.client)))
    _, pieces = begin(client, find_owner(first), name_film(first))
    db.session.execute(sa.update(SignIn).values(ended_at=clock.now()))
    db.session.commit()
    with pytest.raises(PlayingOver):
        list(pieces)


def test_films_of_other_people_are_in_nobodys_archive(client: FlaskClient) -> None:
    scene = make_scene()
    make_film(scene.clip)
    for person in (scene.supervisor, scene.reviewer, make_administrator()):
        archive = take(client, person)
        assert [name for name in archive.namelist() if name.startswith("films/")] == []


def read_data(client: FlaskClient, person: Person) -> dict[str, Any]:
    read = json.loads(take(client, person).read("your-data.json"))
    assert isinstance(read, dict)
    return read


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    make_request(scene)
    make_reply(scene.comment(body="You wait."), scene.trainee, body="I had not seen it.")
    scene.comment(body="Not said yet.", released=False)
    make_session(scene.enrolment, scene.supervisor, minutes=90, confirmed=True)
    make_completed_cycle(scene.clip.cycle.client)
    return scene


def test_the_data_of_a_trainee_holds_their_work_and_words(
    client: FlaskClient, scene: Scene
) -> None:
    data = read_data(client, scene.trainee)
    assert data["schema"] == "vig-portal/your-data"
    assert data["version"] == 1
    assert data["you"][0]["email"] == scene.trainee.email
    assert data["trainings"][0]["minutes_of_supervision"] == 90
    assert find_undocumented(data) == set()
    assert data["trainings"][0]["cycles_that_count"] == 1
    assert data["requests"][0]["noticed"][0] == "1:05.0–1:25.0: I wait, and he looks up."
    assert [(c["words"], c["by"]) for c in data["comments"]] == [
        ("You wait.", scene.supervisor.full_name)
    ]
    assert data["replies"][0]["words"] == "I had not seen it."
    assert data["sessions"][0]["with"] == scene.supervisor.full_name


def test_words_about_a_film_follow_its_consents(client: FlaskClient, scene: Scene) -> None:
    scene.withdraw_consent(Purpose.VIG)
    data = read_data(client, scene.trainee)
    assert data["comments"] == data["requests"] == data["replies"] == []
    assert data["trainings"][0]["cycles_that_count"] == 1


def test_a_supervisors_archive_names_no_trainee(client: FlaskClient, scene: Scene) -> None:
    archive = take(client, scene.supervisor)
    everything = archive.read("your-data.json").decode()
    assert "You wait." in everything
    assert "Not said yet." in everything
    assert scene.trainee.full_name not in everything
    assert scene.trainee.email not in everything


def test_it_comes_with_a_page_to_read_on_paper(client: FlaskClient) -> None:
    person = make_enrolment().person
    person.known_as = "Ann \U0001f600"
    db.session.commit()
    archive = take(client, person)
    assert archive.read("your-data.pdf").startswith(b"%PDF")
    assert b"your-data.pdf" in archive.read("README.txt")


def test_the_page_says_how_large_the_films_are(client: FlaskClient) -> None:
    clip = make_film()
    page = sign_in(client, find_owner(clip)).get("/account/export")
    assert "1 film of your work" in page.text
    assert "About 3.0 MiB" in page.text


def test_the_page_asks_the_same_for_any_number_of_films(
    client: FlaskClient, count_queries: Any
) -> None:
    counts = []
    for films in (1, 4):
        owned = make_client(make_enrolment())
        for _ in range(films):
            make_film(make_clip(make_cycle(owned)), b"small")
        sign_in(client, owned.enrolment.person)
        with count_queries() as sent:
            client.get("/account/export")
        counts.append(len(sent))
    assert counts[0] == counts[1]
