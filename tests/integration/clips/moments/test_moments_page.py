"""The page of a film's moments, as each person meets it, and its forms."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.cases.models import Purpose
from app.clips.frames.models import FrameTimes
from app.clips.models import ClipState
from app.clips.moments.models import Moment
from app.clips.moments.queries import list_moments_of_client
from app.core import clock
from app.core.pagination import PAGE_SIZE
from app.extensions import db
from app.frameworks.parties import Party
from tests.factories.clips import make_clip
from tests.factories.feedback import Scene, make_scene
from tests.factories.goals import make_goal
from tests.factories.moments import find_principle, make_moment, make_turn
from tests.factories.people import make_administrator, make_supervisor, sign_in
from tests.queries import counted_queries

NOTE = "He looks up, and she waits."
QUESTION = "How can I know what she wants?"


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    scene = make_scene(duration_ms=2000)
    db.session.commit()
    return scene


def send(
    client: FlaskClient, scene: Scene, to: str | None = None, **changed: object
) -> TestResponse:
    fields = {"uuid": str(uuid4()), "start": "0:00.2", "end": "0:00.8", "note": NOTE}
    return client.post(to or f"{scene.address}/moments", data=fields | changed)


def value_of(party: Party, code: str, item: int | None = None) -> str:
    principle = find_principle(code)
    rest = "" if item is None else f":{principle.items[item].uuid}"
    return f"{party}:{principle.uuid}{rest}"


def test_a_moment_is_chosen_with_its_words_tags_and_goal(client: FlaskClient, scene: Scene) -> None:
    goal = make_goal(scene.clip.cycle.client, question=QUESTION)
    tags = [value_of(Party.CHILD, "EI"), value_of(Party.CLIENT, "RI", 0)]
    sign_in(client, scene.trainee)
    words = {"title": "The spoon", "reason": "She sees it herself.", "goal": str(goal.uuid)}
    answer = send(client, scene, tags=tags, **words)
    moment = db.session.scalars(sa.select(Moment)).one()
    assert answer.status_code == 303
    assert answer.location == f"{scene.address}/moments#moment-{moment.uuid}"
    assert (moment.start_frame, moment.end_frame) == (5, 20)
    page = client.get(f"{scene.address}/moments").text
    item = find_principle("RI").items[0].words
    for words_on_page in (
        "The spoon",
        NOTE,
        "She sees it herself.",
        QUESTION,
        item,
        "0:00.2 – 0:00.8",
    ):
        assert words_on_page in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"start": ""}, "Say where it begins"),
        ({"end": ""}, "Say where it ends"),
        ({"end": "soon"}, "Write the time as minutes and seconds"),
        ({"end": "0:00.1"}, "Choose an end that comes after the beginning."),
        ({"end": "9:00"}, "The film ends at 0:02.0."),
        ({"start": "0:03", "end": "0:04"}, "The film ends at 0:02.0."),
        ({"tags": "child:gone"}, "new words"),
        ({"goal": str(uuid4())}, "Not a valid choice"),
        ({"note": "Call Ann on 07700 900123."}, "This looks like"),
    ],
)
def test_what_has_to_be_put_right_is_said_at_its_field(
    client: FlaskClient, scene: Scene, changed: dict[str, str], words: str
) -> None:
    answer = send(sign_in(client, scene.trainee), scene, **changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert changed.get("note", NOTE) in answer.text
    assert db.session.scalars(sa.select(Moment)).first() is None


def test_a_moment_is_changed_in_place_and_removed(client: FlaskClient, scene: Scene) -> None:
    moment = make_moment(scene.clip)
    sign_in(client, scene.trainee)
    page = client.get(f"{scene.address}/moments?edit={moment.uuid}").text
    assert f'action="/moments/{moment.uuid}"' in page
    assert f'value="{value_of(Party.CLIENT, "EI")}" checked' in page
    answer = send(client, scene, f"/moments/{moment.uuid}", end="0:01.0", note="Anew.")
    assert answer.status_code == 303
    db.session.refresh(moment)
    assert (moment.end_frame, moment.note, moment.tags) == (25, "Anew.", [])
    assert send(client, scene, f"/moments/{moment.uuid}", end="9:00").status_code == 422
    address = f"/moments/{moment.uuid}"
    assert client.post(f"{address}/removal").status_code == 303
    assert send(client, scene, address).status_code == 404
    assert db.session.scalars(sa.select(Moment)).first() is None


def test_the_supervisor_sees_the_same_without_forms(client: FlaskClient, scene: Scene) -> None:
    moment = make_moment(scene.clip)
    page = sign_in(client, scene.supervisor).get(f"{scene.address}/moments?edit={moment.uuid}").text
    assert NOTE in page
    assert "Keep this moment" not in page
    assert f"/moments/{moment.uuid}" not in page.replace(f"#moment-{moment.uuid}", "")
    assert send(client, scene).status_code == 403
    assert send(client, scene, f"/moments/{moment.uuid}").status_code == 403
    assert client.post(f"/moments/{moment.uuid}/removal").status_code == 403


def test_nobody_else_finds_moments(client: FlaskClient, scene: Scene) -> None:
    moment = make_moment(scene.clip)
    others = (scene.reviewer, make_supervisor(), make_scene().trainee, make_administrator())
    for other in others:
        sign_in(client, other)
        assert client.get(f"{scene.address}/moments").status_code == 404
        assert send(client, scene).status_code == 404
        assert send(client, scene, f"/moments/{moment.uuid}").status_code == 404
        assert client.post(f"/moments/{moment.uuid}/removal").status_code == 404


def test_the_reviewer_meets_the_film_without_tabs(client: FlaskClient, scene: Scene) -> None:
    assert "/moments" not in sign_in(client, scene.reviewer).get(scene.address).text
    assert f"{scene.address}/moments" in sign_in(client, scene.trainee).get(scene.address).text


@pytest.mark.parametrize(
    ("purpose", "readers"), [(Purpose.SUPERVISION, ("trainee",)), (Purpose.VIG, ())]
)
def test_moments_are_read_under_the_consents_of_their_film(
    client: FlaskClient, scene: Scene, purpose: Purpose, readers: tuple[str, ...]
) -> None:
    moment = make_moment(scene.clip)
    scene.withdraw_consent(purpose)
    for who in ("trainee", "supervisor"):
        sign_in(client, getattr(scene, who))
        expected = 200 if who in readers else 404
        assert client.get(f"{scene.address}/moments").status_code == expected
        answer = client.post(f"/moments/{moment.uuid}")
        assert answer.status_code == (422 if who in readers else 404)


def test_until_the_frames_are_known_the_page_says_when_choosing_opens(
    client: FlaskClient, scene: Scene
) -> None:
    db.session.execute(sa.delete(FrameTimes))
    scene.clip.state = ClipState.PLAYABLE
    db.session.commit()
    page = sign_in(client, scene.trainee).get(f"{scene.address}/moments").text
    assert "Choosing opens with the exact copy" in page
    assert "Keep this moment" not in page
    assert send(client, scene).status_code == 409


def test_an_empty_page_says_what_a_moment_is(client: FlaskClient, scene: Scene) -> None:
    page = sign_in(client, scene.trainee).get(f"{scene.address}/moments").text
    assert "Three or four are plenty" in page
    assert "What came up so far" not in page


def test_the_page_asks_as_much_with_sixty_moments_as_with_one(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    asked = []
    for number in (1, 60):
        for _ in range(number):
            make_moment(scene.clip)
        db.session.expire_all()
        with counted_queries() as queries:
            assert client.get(f"{scene.address}/moments").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_moments_of_a_client_are_read_page_by_page(client: FlaskClient, scene: Scene) -> None:
    other = make_clip(scene.clip.cycle)
    db.session.commit()
    for clip in (scene.clip, other):
        for _ in range(30):
            make_moment(clip)
    case, actor = scene.clip.cycle.client, scene.as_trainee
    db.session.expire_all()
    with counted_queries() as queries:
        page = list_moments_of_client(actor, case)
        read = [(m.clip.cycle.number, m.tags[0].principle.name) for m in page.rows]
    assert (page.total, len(read), len(queries)) == (60, PAGE_SIZE, 4)
    assert len(list_moments_of_client(actor, case, 2).rows) == 60 - PAGE_SIZE
    assert list_moments_of_client(scene.as_reviewer, case).total == 0


def test_while_films_are_closed_nothing_about_them_is_changed(
    client: FlaskClient, scene: Scene
) -> None:
    moment, turn = make_moment(scene.clip), make_turn(scene.clip)
    scene.trainee.films_closed_until = clock.now() + timedelta(hours=20)
    db.session.commit()
    sign_in(client, scene.trainee)
    for address in (f"/moments/{moment.uuid}", f"/turns/{turn.uuid}"):
        for way in ("", "/removal"):
            answer = client.post(address + way)
            assert answer.status_code == 403
            assert "no film opens for your account" in answer.text
