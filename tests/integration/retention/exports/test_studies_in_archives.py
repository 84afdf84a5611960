"""What was chosen and marked in films stands in both archives, under the consents of the films."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.cases.models import Purpose
from app.core import clock
from tests.factories.captions import make_caption
from tests.factories.feedback import Scene, make_scene
from tests.factories.moments import find_principle, make_moment, make_turn
from tests.factories.people import make_administrator, sign_in
from tests.factories.retention import order_erasure
from tests.integration.retention.exports.conftest import find_undocumented, open_archive


@pytest.fixture
def scene() -> Scene:
    scene = make_scene(duration_ms=2000)
    make_moment(scene.clip, title="The spoon", item=find_principle("EI").items[0])
    make_turn(scene.clip)
    make_caption(scene.clip, "Look, a duck!")
    return scene


def read_own(client: FlaskClient, scene: Scene) -> Any:
    archive = open_archive(sign_in(client, scene.trainee).post("/account/export"))
    return json.loads(archive.read("your-data.json"))


def read_of_family(client: FlaskClient, scene: Scene) -> Any:
    family = scene.clip.cycle.client
    form = {"code": family.code, "asked_on": clock.today().isoformat()}
    sign_in(client, make_administrator()).post("/subject-access", data=form)
    address = f"/clients/{family.uuid}/subject-access"
    archive = open_archive(sign_in(client, scene.trainee).post(address))
    [name] = [name for name in archive.namelist() if name.endswith(".json")]
    return json.loads(archive.read(name))


def test_moments_and_turns_stand_in_both_archives(client: FlaskClient, scene: Scene) -> None:
    for data in (read_own(client, scene), read_of_family(client, scene)):
        [moment], [turn] = data["moments"], data["turns"]
        assert (moment["name"], moment["from"], moment["to"]) == ("The spoon", "0:00.2", "0:00.8")
        assert (moment["first_frame"], moment["first_frame_after"]) == (5, 20)
        assert moment["principles"] == ["Client: Encouraging initiatives, Waiting"]
        assert (turn["who"], turn["turn"], turn["frame"]) == ("child", "initiative", 10)
        [line] = data["captions"]
        assert (line["from"], line["to"], line["words"]) == ("0:00.4", "0:01.2", "Look, a duck!")
        assert find_undocumented(data) == set()


def test_they_follow_their_film(client: FlaskClient, scene: Scene) -> None:
    scene.withdraw_consent(Purpose.VIG)
    data = read_own(client, scene)
    assert data["moments"] == data["turns"] == data["captions"] == []


def test_a_family_is_not_given_what_is_being_erased(client: FlaskClient, scene: Scene) -> None:
    order_erasure(scene.clip)
    data = read_of_family(client, scene)
    assert data["moments"] == data["turns"] == data["captions"] == []
