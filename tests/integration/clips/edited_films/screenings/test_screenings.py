"""A film made of a board is watched under a screening: its own person's, while every film in it is open to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.cases.models import Client, Purpose
from app.clips.edited_films.models import EditedFilm, Rendering, RenderingState
from app.clips.frames.index import FrameIndex
from app.clips.models import Clip
from app.clips.playback import long_answers
from app.clips.playback.long_answers import PlayingOver
from app.core import clock
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.factories.renderings import make_board, make_rendering, make_screening
from tests.factories.retention import order_erasure
from tests.html import read_page

MIB = 1024 * 1024
FILM = bytes(range(256)) * 20_000
"""Five segments: more than an answer to an open range."""


@dataclass
class Showing:
    """A film of two films, its people, and its page."""

    family: Client
    clips: tuple[Clip, Clip]
    film: EditedFilm
    rendering: Rendering
    trainee: Person
    supervisor: Person

    @property
    def page(self) -> str:
        return f"/edited-films/{self.film.uuid}/film"

    def open(self, client: FlaskClient) -> str:
        """Begin a screening as a script does; answers its address."""
        begun = client.post(
            f"/edited-films/{self.film.uuid}/screenings", headers={"Accept": "text/plain"}
        )
        assert begun.status_code == 201
        return begun.headers["Location"].removesuffix("/film")


@pytest.fixture
def showing(client: FlaskClient) -> Showing:
    supervisor = make_supervisor()
    family = make_client(make_enrolment(supervisor=supervisor))
    one, other = (make_clip(make_cycle(family)) for _ in range(2))
    film = make_board(one, other)
    rendering = make_rendering(film, FILM)
    trainee = family.enrolment.person
    sign_in(client, trainee)
    return Showing(family, (one, other), film, rendering, trainee, supervisor)


def test_its_bytes_come_in_ranges_and_whole(client: FlaskClient, showing: Showing) -> None:
    screening = showing.open(client)
    asked = client.get(screening)
    assert asked.status_code == 204
    whole = client.get(f"{screening}/film")
    assert (whole.status_code, whole.data) == (200, FILM)
    assert whole.headers["ETag"] == asked.headers["Film-Version"]
    assert whole.headers["Cache-Control"] == "no-store"
    part = client.get(f"{screening}/film", headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.data) == (206, FILM[1000:2000])
    open_end = client.get(f"{screening}/film", headers={"Range": "bytes=0-"})
    assert len(open_end.data) == 4 * MIB


def test_its_frames_are_those_of_the_film_itself(client: FlaskClient, showing: Showing) -> None:
    screening = showing.open(client)
    frames = FrameIndex.from_encoded(client.get(f"{screening}/frames").data)
    assert frames == FrameIndex.from_durations([40_000] * 20)


def test_opening_it_is_one_event_and_told_to_its_owner(
    client: FlaskClient, showing: Showing, app: Flask
) -> None:
    supervisor = sign_in(app.test_client(), showing.supervisor)
    for _ in range(2):
        showing.open(supervisor)
    events = db.session.scalars(sa.select(AuditEvent).filter_by(action="edited_film.screened"))
    assert [(each.subject_id, each.about_id) for each in events] == [
        (showing.film.uuid, showing.trainee.id)
    ] * 2
    told = client.get(showing.page).get_data(as_text=True)
    assert "Who has watched" in told
    assert f"{showing.supervisor.full_name}" in told
    assert "2 times in all" in told
    assert "Who has watched" not in supervisor.get(showing.page).get_data(as_text=True)


def test_a_screening_is_its_openers_alone(
    client: FlaskClient, showing: Showing, app: Flask
) -> None:
    screening = showing.open(sign_in(app.test_client(), showing.supervisor))
    for address in (screening, f"{screening}/film", f"{screening}/frames"):
        assert client.get(address).status_code == 404
    assert client.get(f"{showing.page}?screening={screening.rpartition('/')[2]}").status_code == 404


def withdraw_vig(showing: Showing) -> None:
    withdraw_consent(showing.family, Purpose.VIG)


def withdraw_supervision(showing: Showing) -> None:
    withdraw_consent(showing.family, Purpose.SUPERVISION)


def order_one(showing: Showing) -> None:
    order_erasure(showing.clips[1])


def close_films(showing: Showing) -> None:
    showing.trainee.films_closed_until = clock.now().replace(year=9000)


def replace_film(showing: Showing) -> None:
    showing.rendering.state = RenderingState.REMOVED


ENDINGS: list[tuple[str, Callable[[Showing], object]]] = [
    ("trainee", withdraw_vig),
    ("supervisor", withdraw_vig),
    ("supervisor", withdraw_supervision),
    ("trainee", order_one),
    ("supervisor", order_one),
    ("trainee", close_films),
    ("trainee", replace_film),
]


@pytest.mark.parametrize(("role", "end_right"), ENDINGS)
def test_it_closes_at_the_next_request(
    app: Flask, showing: Showing, role: str, end_right: Callable[[Showing], object]
) -> None:
    browser = sign_in(app.test_client(), getattr(showing, role))
    screening = showing.open(browser)
    rendering = f"/renderings/{showing.rendering.uuid}"
    addresses = [screening, f"{screening}/film", f"{screening}/frames", rendering]
    addresses += [f"{rendering}/poster", showing.page]
    assert [browser.get(address).status_code for address in addresses] == [
        *(204, 200, 200, 204),
        *(200, 200),
    ]
    end_right(showing)
    db.session.commit()
    assert [browser.get(address).status_code for address in addresses] == [404] * 6
    again = browser.post(f"/edited-films/{showing.film.uuid}/screenings")
    assert again.status_code == 404


@pytest.mark.parametrize(("role", "end_right"), ENDINGS)
def test_a_long_answer_is_cut_off_in_the_middle(
    app: Flask,
    showing: Showing,
    monkeypatch: pytest.MonkeyPatch,
    role: str,
    end_right: Callable[[Showing], object],
) -> None:
    monkeypatch.setattr(long_answers, "ASKED_EVERY_S", 0.0)
    browser = sign_in(app.test_client(), getattr(showing, role))
    pieces = begin_film(browser.get(f"{showing.open(browser)}/film"))
    end_right(showing)
    db.session.commit()
    with pytest.raises(PlayingOver):
        list(pieces)


def begin_film(answer: TestResponse) -> Iterator[bytes]:
    """The pieces of a film in one answer, the first of them already taken."""
    pieces = iter(answer.iter_encoded())
    assert next(pieces) == FILM[:MIB]
    return pieces


def test_a_page_without_a_script_comes_back_with_the_film(
    client: FlaskClient, showing: Showing
) -> None:
    begun = client.post(f"/edited-films/{showing.film.uuid}/screenings")
    assert begun.status_code == 303
    page = read_page(client.get(begun.headers["Location"]).get_data(as_text=True))
    video = page.find(".//video")
    assert video is not None
    assert client.get(video.attrib["src"], headers={"Range": "bytes=0-1"}).status_code == 206


def test_the_page_leads_from_every_passage_to_the_frame_it_is_from(
    client: FlaskClient, showing: Showing
) -> None:
    page = client.get(showing.page).get_data(as_text=True)
    for clip in showing.clips:
        assert f'href="/clips/{clip.uuid}#t=0.200"' in page


def test_the_page_asks_the_same_number_of_questions_for_any_film(
    client: FlaskClient, showing: Showing, count_queries: CountQueries
) -> None:
    with count_queries() as few:
        client.get(showing.page)
    clips = [make_clip(make_cycle(showing.family)) for _ in range(4)]
    longer = make_board(*clips, *clips)
    make_screening(make_rendering(longer), showing.supervisor)
    with count_queries() as many:
        client.get(f"/edited-films/{longer.uuid}/film")
    assert len(many) == len(few)


def test_without_a_film_there_is_nothing_to_watch(client: FlaskClient, showing: Showing) -> None:
    film = make_board(showing.clips[0])
    assert client.get(f"/edited-films/{film.uuid}/film").status_code == 404
    assert client.post(f"/edited-films/{film.uuid}/screenings").status_code == 404
