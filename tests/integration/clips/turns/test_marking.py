"""Turns come one by one or in batches, none twice, and stand at frames."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.cases.models import FilmKind, Purpose
from app.clips.frames.models import FrameTimes
from app.clips.turns import errors, services
from app.clips.turns.marked import Marked
from app.clips.turns.models import Turn, TurnKind
from app.clips.turns.queries import MOST_TURNS
from app.core.errors import Conflict
from app.extensions import db
from app.frameworks.parties import Party
from tests.factories.clips import make_clip
from tests.factories.feedback import Scene, make_scene
from tests.factories.people import make_administrator, sign_in
from tests.queries import counted_queries

KNOWN = "6f1c1a52-6f0a-4f0e-9a53-3d1b1d4c7b11"
SCRIPT = {"Accept": "text/plain"}


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    scene = make_scene(duration_ms=2000)
    scene.clip.kind = FilmKind.INTERACTION
    db.session.commit()
    return scene


def send(client: FlaskClient, scene: Scene, *marks: str) -> TestResponse:
    return client.post(f"{scene.address}/turns", data={"marks": list(marks)}, headers=SCRIPT)


def write(party: str, kind: str, frame: int, uuid: UUID | None = None) -> str:
    return f"{uuid or uuid4()} {party} {kind} {frame}"


def list_places() -> list[tuple[str, str, int, int]]:
    turns = db.session.scalars(sa.select(Turn).order_by(Turn.start_frame))
    return [(t.party.value, t.kind.value, t.start_frame, t.start_ms) for t in turns]


def make_turn(scene: Scene, frame: int = 10) -> Turn:
    mark = Marked(uuid4(), Party.CHILD, TurnKind.INITIATIVE, frame)
    services.mark_turns(scene.as_trainee, scene.clip, [mark])
    db.session.commit()
    return db.session.scalars(sa.select(Turn).filter_by(uuid=mark.uuid)).one()


def test_a_batch_that_is_sent_again_is_made_once(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.trainee)
    batch = [write("child", "initiative", 10), write("client", "reception", 30)]
    assert send(client, scene, *batch).status_code == 204
    assert send(client, scene, *batch, write("child", "initiative", 49)).status_code == 204
    assert list_places() == [
        ("child", "initiative", 10, 400),
        ("client", "reception", 30, 1200),
        ("child", "initiative", 49, 1960),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "child",
        "one child initiative 1",
        f"{KNOWN} nobody initiative 1",
        f"{KNOWN} child wave 1",
        f"{KNOWN} child initiative one",
        f"{KNOWN} child initiative 50",
        f"{KNOWN} child initiative -1",
    ],
)
def test_a_batch_with_something_wrong_leaves_nothing(
    client: FlaskClient, scene: Scene, mark: str
) -> None:
    sign_in(client, scene.trainee)
    assert send(client, scene, write("child", "initiative", 3), mark).status_code == 422
    assert list_places() == []


def test_a_uuid_of_another_film_is_no_way_in(client: FlaskClient, scene: Scene) -> None:
    other = make_clip()
    foreign = Turn(
        clip=other, party=Party.CHILD, kind=TurnKind.INITIATIVE, start_ms=0, start_frame=0
    )
    db.session.add(foreign)
    db.session.commit()
    mark = Marked(foreign.uuid, Party.CLIENT, TurnKind.RECEPTION, 5)
    with pytest.raises(Conflict):
        services.mark_turns(scene.as_trainee, scene.clip, [mark])


def test_without_a_script_a_turn_is_marked_by_its_time(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.trainee)
    fields = {"uuid": str(uuid4()), "turn": "client:reception"}
    answer = client.post(f"{scene.address}/turns", data={**fields, "at": "0:00.41"})
    assert answer.status_code == 303
    assert list_places() == [("client", "reception", 10, 400)]
    for at in ("", "soon", "0:02", "9:00"):
        wrong = client.post(f"{scene.address}/turns", data={**fields, "uuid": uuid4(), "at": at})
        assert wrong.status_code == 422
    assert len(list_places()) == 1


def test_a_turn_is_moved_by_frames_and_not_out_of_the_film(
    client: FlaskClient, scene: Scene
) -> None:
    turn = make_turn(scene, 48)
    sign_in(client, scene.trainee)
    assert client.post(f"/turns/{turn.uuid}", data={"by": "1"}).status_code == 303
    assert list_places()[0][2:] == (49, 1960)
    for by in ("1", "", "far", "1001"):
        assert client.post(f"/turns/{turn.uuid}", data={"by": by}).status_code == 422
    assert client.post(f"/turns/{turn.uuid}", data={"by": "-49"}).status_code == 303
    assert list_places()[0][2:] == (0, 0)


def test_a_turn_that_is_taken_back_twice_is_gone_once(client: FlaskClient, scene: Scene) -> None:
    address = f"/turns/{make_turn(scene).uuid}/removal"
    sign_in(client, scene.trainee)
    assert client.post(address, headers=SCRIPT).status_code == 204
    assert client.post(address, headers=SCRIPT).status_code == 404


def test_marking_waits_for_the_frames_and_ends_somewhere(client: FlaskClient, scene: Scene) -> None:
    marks = [
        Marked(uuid4(), Party.CHILD, TurnKind.INITIATIVE, number % 50)
        for number in range(MOST_TURNS)
    ]
    assert services.mark_turns(scene.as_trainee, scene.clip, marks) == MOST_TURNS
    assert services.mark_turns(scene.as_trainee, scene.clip, marks) == 0
    one = Marked(uuid4(), Party.CHILD, TurnKind.INITIATIVE, 1)
    with pytest.raises(errors.TooManyTurns):
        services.mark_turns(scene.as_trainee, scene.clip, [one])
    db.session.execute(sa.delete(FrameTimes))
    with pytest.raises(errors.MarkingNotOpen):
        services.mark_turns(scene.as_trainee, scene.clip, [one])


def test_the_page_says_what_the_turns_form(client: FlaskClient, scene: Scene) -> None:
    batch = [
        "child initiative 5",
        "client reception 15",
        "child initiative 25",
        "child initiative 45",
    ]
    sign_in(client, scene.trainee)
    send(client, scene, *(f"{uuid4()} {mark}" for mark in batch))
    for reader in (scene.trainee, scene.supervisor):
        page = sign_in(client, reader).get(f"{scene.address}/moments").text
        assert "3 initiatives of the child, 1 received." in page
        assert "1 yes-cycle; the longest chain has 3 turns." in page
        assert "within 5 seconds" in page
        assert ("One frame later" in page) is (reader is scene.trainee)


def test_only_the_trainee_marks_and_only_the_two_see(client: FlaskClient, scene: Scene) -> None:
    turn = make_turn(scene)
    for person, status in (
        (scene.supervisor, 403),
        (scene.reviewer, 404),
        (make_scene().trainee, 404),
        (make_administrator(), 404),
    ):
        sign_in(client, person)
        assert send(client, scene, write("child", "initiative", 3)).status_code == status
        assert client.post(f"/turns/{turn.uuid}", data={"by": "1"}).status_code == status
        assert client.post(f"/turns/{turn.uuid}/removal").status_code == status
    scene.withdraw_consent(Purpose.VIG)
    sign_in(client, scene.trainee)
    assert client.post(f"/turns/{turn.uuid}/removal").status_code == 404
    assert len(list_places()) == 1


def test_the_page_asks_as_much_with_a_hundred_turns_as_with_one(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    asked = []
    for number in (1, 100):
        send(client, scene, *(write("child", "initiative", n % 50) for n in range(number)))
        db.session.expire_all()
        with counted_queries() as queries:
            assert client.get(f"{scene.address}/moments").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
