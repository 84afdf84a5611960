"""The sheet of stills for a family: what is on it, whoever takes it, and when it stays in the portal."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.audit.models import AuditEvent
from app.cases.models import Client, Purpose
from app.clips.edited_films.models import EditedFilm
from app.clips.models import Clip, Hold
from app.clips.stills.models import Still
from app.core.clock import today
from app.core.durations import format_day
from app.extensions import db
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.edited_films import make_chosen_moment, make_edited_film
from tests.factories.keeping import place_hold
from tests.factories.people import make_enrolment, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.factories.stills import draw_picture, make_still, make_waiting_still


@dataclass
class Scene:
    """A board of one moment with three drawn stills, of an organisation that lets films leave."""

    family: Client
    clip: Clip
    film: EditedFilm
    stills: list[Still]

    @property
    def address(self) -> str:
        return f"/edited-films/{self.film.uuid}/sheet"

    @property
    def choice(self) -> dict[str, list[str]]:
        return {"stills": [str(still.uuid) for still in self.stills]}


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    family = make_client(make_enrolment())
    assert family.organisation is not None
    family.organisation.films_may_leave = True
    clip = make_clip(make_cycle(family))
    film = make_edited_film(family, make_chosen_moment(clip, 10, 20, "You waited"))
    frames = {10: False, 12: True, 19: False}
    stills = [make_still(clip, n, draw_picture(), is_kept=kept) for n, kept in frames.items()]
    db.session.commit()
    sign_in(client, family.enrolment.person)
    return Scene(family, clip, film, stills)


def list_taken() -> list[str]:
    events = sa.select(AuditEvent.subject_id).where(AuditEvent.action == "stills.taken")
    return [str(uuid) for uuid in db.session.scalars(events)]


def test_the_sheet_is_a_pdf_and_its_taking_is_on_record(client: FlaskClient, scene: Scene) -> None:
    page = client.get(scene.address)
    assert page.text.count(" checked") == 3
    words = "You looked at her. \U00013000"  # the last is a letter that no font of ours has
    answer = client.post(scene.address, data=scene.choice | {"sentence": words})
    assert answer.mimetype == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (scene.film.title, "You waited", "You looked at her. ?", format_day(today())):
        assert words in text
    assert scene.family.code not in text, "whoever finds it learns nothing but what it shows"
    assert answer.headers["Cache-Control"] == "no-store"
    assert scene.family.code not in answer.headers["Content-Disposition"]
    assert list_taken() == [str(scene.clip.uuid)]


def test_stills_that_nobody_drew_yet_are_waited_for(client: FlaskClient, scene: Scene) -> None:
    make_waiting_still(scene.clip, 15)
    assert "1 still is being drawn" in client.get(scene.address).text


def test_stills_beside_the_moment_are_not_offered(client: FlaskClient, scene: Scene) -> None:
    beside = make_still(scene.clip, 20, draw_picture())
    assert str(beside.uuid) not in client.get(scene.address).text
    answer = client.post(scene.address, data={"stills": [str(beside.uuid)]})
    assert answer.status_code == 422


def test_a_sheet_without_a_picture_is_none(client: FlaskClient, scene: Scene) -> None:
    answer = client.post(scene.address, data={"sentence": "You looked at her."})
    assert answer.status_code == 422
    assert "Choose at least one still." in answer.text
    assert "You looked at her." in answer.text
    assert not list_taken()


def test_an_organisation_may_keep_its_films_inside(client: FlaskClient, scene: Scene) -> None:
    assert scene.family.organisation is not None
    scene.family.organisation.films_may_leave = False
    db.session.commit()
    assert "keeps its films inside the portal" in client.get(scene.address).text
    assert client.post(scene.address, data=scene.choice).status_code == 409
    assert not list_taken()


def test_nothing_of_a_held_film_leaves(client: FlaskClient, scene: Scene) -> None:
    place_hold(scene.clip, today())
    assert "is held for now" in client.get(scene.address).text
    assert client.post(scene.address, data=scene.choice).status_code == 409
    db.session.execute(sa.delete(Hold))
    db.session.commit()
    assert client.post(scene.address, data=scene.choice).status_code == 200


def test_without_the_familys_yes_there_is_no_sheet(client: FlaskClient, scene: Scene) -> None:
    withdraw_consent(scene.family, Purpose.VIG)
    assert client.get(scene.address).status_code == 404
    assert client.post(scene.address, data=scene.choice).status_code == 404
