"""Who reads and changes a board, under whose consent, and what they see of films that are hidden."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from app.cases.models import Purpose
from app.clips.models import HoldKind
from app.core.clock import today
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.edited_films import make_chosen_moment
from tests.factories.keeping import place_hold
from tests.factories.people import sign_in
from tests.factories.practice import make_client, make_cycle
from tests.integration.clips.edited_films.scene import TITLE, Scene


def test_a_supervisor_looks_and_changes_nothing(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.supervisor)
    page = client.get(scene.page)
    assert TITLE in page.text
    assert 'action="/parts/' not in page.text
    assert f'action="{scene.page}' not in page.text
    first = scene.parts[0]
    assert client.post(f"/parts/{first.uuid}/removal").status_code == 403


@pytest.mark.parametrize(
    ("withdrawn", "of_trainee", "of_supervisor"),
    [(Purpose.VIG, 404, 404), (Purpose.SUPERVISION, 200, 404), (Purpose.ACCREDITATION, 200, 200)],
)
def test_a_board_is_read_under_the_familys_consent(
    client: FlaskClient, scene: Scene, withdrawn: Purpose, of_trainee: int, of_supervisor: int
) -> None:
    withdraw_consent(scene.family, withdrawn)
    for person, status in ((scene.trainee, of_trainee), (scene.supervisor, of_supervisor)):
        sign_in(client, person)
        for address in (scene.page, f"/clients/{scene.family.uuid}/edited-films"):
            assert client.get(address).status_code == status


def test_a_part_of_a_hidden_film_keeps_its_place_and_tells_nothing(
    client: FlaskClient, scene: Scene
) -> None:
    place_hold(scene.clips[0], today(), kind=HoldKind.SAFEGUARDING)
    page = client.get(scene.page).text
    assert "Hidden for now" in page
    assert TITLE not in page
    assert str(scene.clips[0].uuid) not in page
    hidden = scene.parts[0]
    for change in ({"step": "start-1"}, {"words": "x", "repeat": "none", "seconds": "4"}):
        assert client.post(f"/parts/{hidden.uuid}", data=change).status_code == 404
    assert client.post(f"/parts/{hidden.uuid}/position", data={"position": "2"}).status_code == 303
    removed = client.post(f"/parts/{hidden.uuid}/removal")
    assert TITLE not in removed.text


def test_nobody_puts_another_familys_seconds_into_a_film(client: FlaskClient, scene: Scene) -> None:
    other = make_chosen_moment(make_clip(make_cycle(make_client(scene.family.enrolment))))
    sent = {"kind": "moment", "uuid": str(uuid4()), "moment": str(other.uuid)}
    assert client.post(f"{scene.page}/parts", data=sent).status_code == 404
    removed = {"kind": "removed", "uuid": str(uuid4()), "clip": str(other.clip.uuid)}
    frames = {"start_frame": "1", "end_frame": "5", "seconds": "4"}
    assert client.post(f"{scene.page}/parts", data=removed | frames).status_code == 404
    assert len(scene.parts) == 2
