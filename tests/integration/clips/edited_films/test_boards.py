"""The board of an edited film: made by its trainee, read by their supervisor, each part exact to the frame."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.allocations.queries import build_actor
from app.clips.edited_films.errors import WordsChanged
from app.clips.edited_films.models import EditedFilm, FilmPart, Repeat
from app.clips.edited_films.parts import services
from app.clips.edited_films.parts.shapes import Edge
from app.clips.moments.models import Moment
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client
from tests.integration.clips.edited_films.scene import TITLE, Scene


def test_a_trainee_begins_a_film_for_a_cycle_and_puts_moments_and_a_card_into_it(
    client: FlaskClient, scene: Scene
) -> None:
    index = f"/clients/{scene.family.uuid}/edited-films"
    form = {
        "uuid": str(uuid4()),
        "title": " The best seconds ",
        "cycle": str(scene.clips[1].cycle.uuid),
    }
    begun = client.post(index, data=form)
    assert client.post(index, data=form).location == begun.location, "sent twice, it is one"
    film = db.session.query(EditedFilm).filter_by(uuid=UUID(form["uuid"])).one()
    assert (film.title, film.cycle) == ("The best seconds", scene.clips[1].cycle)
    for moment in reversed(scene.moments):
        added = {"kind": "moment", "uuid": str(uuid4()), "moment": str(moment.uuid)}
        client.post(f"{begun.location}/parts", data=added)
        client.post(f"{begun.location}/parts", data=added)
    card = {"kind": "card", "uuid": str(uuid4()), "words": "What did you do?", "seconds": "7"}
    client.post(f"{begun.location}/parts", data=card | {"position": "2"})
    parts = db.session.query(FilmPart).filter_by(edited_film_id=film.id).order_by("position").all()
    assert [(part.position, part.start_frame, part.words) for part in parts] == [
        (1, 5, ""),
        (2, None, "What did you do?"),
        (3, 10, TITLE),
    ]
    page = client.get(begun.location).text
    assert 'data-board-length="8400"' in page, "1000 ms, 7 s, 400 ms"
    assert TITLE in page


def test_an_empty_board_teaches_how_short_a_good_film_is(client: FlaskClient, scene: Scene) -> None:
    empty = make_edited_film(scene.family)
    page = client.get(f"/edited-films/{empty.uuid}").text
    assert "Three or four moments are plenty" in page
    assert "Each under ten seconds" in page


@pytest.mark.parametrize(
    ("step", "stretch"),
    [
        ("start-10", (0, 20)),
        ("start-1", (9, 20)),
        ("start+1", (11, 20)),
        ("start+10", (19, 20)),
        ("end-10", (10, 11)),
        ("end-1", (10, 19)),
        ("end+1", (10, 21)),
        ("end+10", (10, 30)),
    ],
)
def test_an_edge_is_trimmed_by_frames(
    client: FlaskClient, scene: Scene, step: str, stretch: tuple[int, int]
) -> None:
    part = scene.parts[0]
    client.post(f"/parts/{part.uuid}", data={"step": step})
    assert (part.start_frame, part.end_frame) == stretch
    moment = scene.moments[0]
    assert (moment.start_frame, moment.end_frame) == (10, 20), "the moment stays as it was chosen"


def test_an_edge_stops_at_the_films_own(client: FlaskClient, scene: Scene) -> None:
    part = scene.parts[1]
    for step in ("start-10", "end+10", "end+10", "end+10"):
        client.post(f"/parts/{part.uuid}", data={"step": step})
    assert (part.start_frame, part.end_frame) == (0, 50)


@pytest.mark.parametrize(
    ("start", "end", "stretch", "words"),
    [
        ("0:00.4", "0:00.8", (10, 20), None),
        ("0:00.41", "0:00.81", (10, 21), None),
        ("0", "2", (0, 50), None),
        ("0:01", "0:01", (10, 20), "At least one frame has to stay"),
        ("0:01", "0:02.001", (10, 20), "The film does not reach that far"),
        ("soon", "0:01", (10, 20), "Write the time as minutes and seconds"),
    ],
)
def test_typed_times_are_the_frames_they_name(
    client: FlaskClient,
    scene: Scene,
    start: str,
    end: str,
    stretch: tuple[int, int],
    words: str | None,
) -> None:
    part = scene.parts[0]
    answer = client.post(f"/parts/{part.uuid}", data={"start": start, "end": end})
    assert (part.start_frame, part.end_frame) == stretch
    assert answer.status_code == (303 if words is None else 422)
    if words:
        assert words in answer.text
        assert f'value="{start}"' in answer.text, "what was typed stays"


def test_a_part_gets_a_title_and_a_repeat(client: FlaskClient, scene: Scene) -> None:
    part = scene.parts[1]
    form = {"words": " Look! ", "seen": "", "repeat": "slow", "seconds": "4"}
    client.post(f"/parts/{part.uuid}", data=form)
    assert (part.words, part.repeat) == ("Look!", Repeat.SLOW)
    assert 'data-board-length="3400"' in client.get(scene.page).text, "400 + 1000 + 2000 ms"
    client.post(f"/parts/{part.uuid}", data=form | {"seen": "Look!", "repeat": "still"})
    assert 'data-board-length="5400"' in client.get(scene.page).text, "400 + 1000 + 4000 ms"


def test_words_of_another_window_are_shown_before_they_are_replaced(
    client: FlaskClient, scene: Scene
) -> None:
    part = scene.parts[0]
    mine = {"words": "Mine", "seen": "what stood there long ago", "repeat": "none", "seconds": "4"}
    answer = client.post(f"/parts/{part.uuid}", data=mine)
    assert answer.status_code == 422
    assert WordsChanged(TITLE).message in re.sub(r"\s+", " ", answer.text)
    assert 'value="Mine"' in answer.text
    assert part.words == TITLE
    assert f'name="seen" value="{TITLE}"' in answer.text
    assert client.post(f"/parts/{part.uuid}", data=mine | {"seen": TITLE}).status_code == 303
    assert part.words == "Mine"


def test_what_was_taken_out_is_put_back_as_it_was(client: FlaskClient, scene: Scene) -> None:
    part = scene.parts[0]
    client.post(f"/parts/{part.uuid}", data={"step": "end+1"})
    page = client.post(f"/parts/{part.uuid}/removal").text
    assert [other.position for other in scene.parts] == [1]
    undo = re.search(r'<div class="board-removed".*?</form>', page, re.S)
    assert undo
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', undo[0]))
    client.post(f"{scene.page}/parts", data=fields)
    again = scene.parts[0]
    assert (again.clip_id, again.moment_id) == (scene.clips[0].id, scene.moments[0].id)
    assert (again.start_frame, again.end_frame, again.words) == (10, 21, TITLE)
    assert [other.position for other in scene.parts] == [1, 2]


def test_a_removed_film_leaves_its_moments(client: FlaskClient, scene: Scene) -> None:
    page = scene.page
    answer = client.post(f"{page}/removal")
    assert answer.location == f"/clients/{scene.family.uuid}/edited-films"
    assert client.get(page).status_code == 404
    assert db.session.query(Moment).count() == 2
    assert db.session.query(FilmPart).count() == 0


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(["move", "add", "remove"]), st.integers(0, 5), st.integers(1, 9)),
        max_size=12,
    )
)
def test_positions_never_have_a_gap_or_a_twin(
    scene: Scene, moves: list[tuple[str, int, int]]
) -> None:
    actor = build_actor(scene.trainee)
    film = make_edited_film(scene.family, *scene.moments)
    add_card_to(film)
    expected = [part.uuid for part in film.parts]
    for what, which, position in moves:
        if what == "add":
            uuid = uuid4()
            services.add_card(actor, film, uuid=uuid, words="And?", seconds=3, position=position)
            expected.insert(position - 1, uuid)
        elif expected:
            part = db.session.query(FilmPart).filter_by(uuid=expected[which % len(expected)]).one()
            expected.remove(part.uuid)
            if what == "move":
                services.move_part(actor, part, position)
                expected.insert(position - 1, part.uuid)
            else:
                services.remove_part(actor, part)
    rows = db.session.query(FilmPart).filter_by(edited_film_id=film.id).order_by(FilmPart.position)
    assert [(part.position, part.uuid) for part in rows] == list(enumerate(expected, start=1))


def test_a_step_counts_from_where_the_edge_is_now(scene: Scene) -> None:
    actor, part = build_actor(scene.trainee), scene.parts[0]
    services.step_edge(actor, part, Edge.START, 1)
    services.step_edge(actor, part, Edge.START, 1)
    assert part.start_frame == 12


def test_a_board_asks_the_same_number_of_questions_for_any_number_of_parts(
    client: FlaskClient, scene: Scene, count_queries: CountQueries
) -> None:
    with count_queries() as few:
        client.get(scene.page)
    for clip in scene.clips:
        moments = [make_chosen_moment(clip, n, n + 5) for n in range(10)]
        for moment in moments:
            sent = {"kind": "moment", "uuid": str(uuid4()), "moment": str(moment.uuid)}
            client.post(f"{scene.page}/parts", data=sent)
    with count_queries() as many:
        client.get(scene.page)
    assert len(many) == len(few)


def test_an_address_that_is_somebody_elses_is_refused(client: FlaskClient, scene: Scene) -> None:
    foreign = make_edited_film(make_client(make_enrolment()))
    card = add_card_to(foreign, "Whose is this?")
    index = f"/clients/{scene.family.uuid}/edited-films"
    form = {"uuid": str(foreign.uuid), "title": "Mine", "cycle": ""}
    assert client.post(index, data=form).status_code == 409
    part = {"kind": "card", "uuid": str(card.uuid), "words": "Mine", "seconds": "5"}
    assert client.post(f"{scene.page}/parts", data=part).status_code == 409
    assert foreign.title != "Mine"
    assert card.words == "Whose is this?"
