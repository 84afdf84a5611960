"""Consent at the moment of asking: every purpose, every audience, every state, every endpoint that tells of a film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from app.cases.models import FilmedPerson, FilmKind, Purpose
from app.cases.relations import Relation
from app.core.clock import now
from app.extensions import db
from app.feedback.models import FeedbackRequest
from tests.factories.people import sign_in
from tests.integration.consent.film_endpoints import ENDPOINTS, ENDS_IT, list_film_requests
from tests.integration.consent.scene import (
    AUDIENCES,
    COMMENT,
    NOTE,
    QUESTION,
    REPLY,
    SAID,
    TITLE,
    Scene,
    State,
    make_scene,
)

REFUSING = [state for state in State if state is not State.GIVEN]
CASES = [(None, State.GIVEN), *((purpose, state) for purpose in Purpose for state in REFUSING)]


def name_case(value: object) -> str:
    return str(getattr(value, "value", value))


@dataclass(frozen=True)
class Asker:
    """Somebody of an audience in a browser of their own."""

    audience: str
    browser: FlaskClient


def make_asker(app: Flask, scene: Scene, audience: str) -> Asker:
    return Asker(audience, sign_in(app.test_client(), scene.people[audience]))


def ask(app: Flask, scene: Scene, asker: Asker, method: str, endpoint: str) -> tuple[int, bytes]:
    """The answer of one endpoint about the film."""
    known: dict[str, Any] = {
        "clip_uuid": scene.clip.uuid,
        "viewing_uuid": scene.viewings[asker.audience],
        "comment_uuid": scene.comment_uuid,
        "moment_uuid": scene.moment_uuid,
        "caption_uuid": scene.caption_uuid,
        "turn_uuid": scene.turn_uuid,
        "file_uuid": scene.file_uuid,
        "allocation_uuid": scene.showing_uuid,
        "still_uuid": scene.still_uuid,
        "edited_film_uuid": scene.edited_film.uuid,
        "part_uuid": scene.edited_film.parts[0].uuid,
        "rendering_uuid": scene.rendering.uuid,
        "screening_uuid": scene.screenings[asker.audience],
        "visit_uuid": scene.visits[asker.audience],
    }
    [rule, *_] = app.url_map.iter_rules(endpoint)
    with app.test_request_context():
        address = url_for(endpoint, **{name: known[name] for name in rule.arguments})
    data = {"uuid": str(uuid4())} if method == "POST" else None
    answer = asker.browser.open(address, method=method, data=data, headers={"Range": "bytes=0-1"})
    content = answer.data
    answer.close()
    return answer.status_code, content


def test_every_endpoint_that_names_a_film_has_a_row(app: Flask) -> None:
    asked = list_film_requests(app)
    assert asked - ENDPOINTS.keys() == set(), (
        "say in film_endpoints.py who may see it under which consent"
    )
    assert ENDPOINTS.keys() - asked == set(), "these rows have no endpoint any more"


@pytest.mark.parametrize(("purpose", "state"), CASES, ids=name_case)
def test_a_film_is_open_to_an_audience_only_under_everybodys_consent(
    app: Flask, purpose: Purpose | None, state: State
) -> None:
    scene = make_scene(purpose, state)
    wrong = []
    for audience in AUDIENCES:
        asker = make_asker(app, scene, audience)
        for (method, endpoint), existing_for in sorted(ENDPOINTS.items()):
            is_open = scene.may_see(audience, purpose) and audience in existing_for
            if is_open and (method, endpoint) in ENDS_IT:
                continue
            status, content = ask(app, scene, asker, method, endpoint)
            leaks = not is_open and any(
                words.encode() in content for words in (COMMENT, REPLY, TITLE, NOTE, SAID)
            )
            if (status != 404) is not is_open or leaks:
                wrong.append(
                    f"{audience}: {method} {endpoint}: {status}{' leaks' if leaks else ''}"
                )
    assert not wrong, "\n".join(wrong)


def list_pages(scene: Scene) -> dict[str, tuple[str, ...]]:
    """Pages that outlive a consent -> who opens them; what they tell of the film goes with it."""
    client, cycle = scene.clip.cycle.client, scene.clip.cycle
    both = ("owner", "supervisor")
    return {
        f"/cycles/{cycle.uuid}": both,
        f"/clients/{client.uuid}": both,
        f"/clients/{client.uuid}/timeline": both,
        f"/clients/{client.uuid}/goals": both,
        f"/trainees/{client.enrolment.uuid}": (*both, "reviewer"),
        f"/reviews/{scene.review.uuid}": (*both, "reviewer"),
        "/pathway": ("owner", "peer"),
        "/clients": ("owner", "peer"),
        "/caseload": ("supervisor", "reviewer"),
        "/shown": ("peer",),
        "/notifications": AUDIENCES,
        "/account/activity": AUDIENCES,
    }


@pytest.mark.parametrize(("purpose", "state"), CASES, ids=name_case)
def test_pages_that_stay_tell_of_the_film_only_to_whom_it_is_open(
    app: Flask, client: FlaskClient, purpose: Purpose | None, state: State
) -> None:
    scene = make_scene(purpose, state)
    db.session.add(FeedbackRequest(clip=scene.clip, question=QUESTION))
    db.session.commit()
    told, wrong = set(), []
    for audience in AUDIENCES:
        sign_in(client, scene.people[audience])
        for address, readers in list_pages(scene).items():
            answer = client.get(address)
            if audience not in readers:
                continue
            assert answer.status_code == 200, f"{audience}: {address}: {answer.status_code}"
            signs = (COMMENT, REPLY, QUESTION, TITLE, NOTE, SAID, f"/clips/{scene.clip.uuid}")
            if any(sign in answer.text for sign in signs):
                told.add((audience, address))
                if not scene.may_see(audience, purpose):
                    wrong.append(f"{audience}: {address} tells of the film")
    assert not wrong, "\n".join(wrong)
    if state is State.GIVEN:  # the pages were looked at where they do tell of it
        assert {
            f"/cycles/{scene.clip.cycle.uuid}",
            f"/reviews/{scene.review.uuid}",
            "/caseload",
        } <= {address for _, address in told}


def is_open(app: Flask, scene: Scene, audience: str) -> bool:
    asker = make_asker(app, scene, audience)
    return ask(app, scene, asker, "GET", "clips.show_film")[0] == 206


@pytest.mark.parametrize("who", [Relation.PARENT, Relation.CHILD])
def test_one_of_two_who_does_not_say_yes_closes_the_film(app: Flask, who: Relation) -> None:
    scene = make_scene(Purpose.SUPERVISION, State.NEVER, who=who)
    assert is_open(app, scene, "owner")
    assert not is_open(app, scene, "supervisor")


@pytest.mark.parametrize(
    ("kind", "in_interaction", "opens"),
    [
        (FilmKind.INTERACTION, True, False),
        (FilmKind.INTERACTION, False, True),
        (FilmKind.SHARED_REVIEW, True, False),
        (FilmKind.SHARED_REVIEW, False, False),
    ],
)
def test_a_film_asks_the_consent_of_those_it_shows(
    app: Flask, kind: FilmKind, in_interaction: bool, opens: bool
) -> None:
    """The client is in every film of a shared review, and in interaction films where they are in the interaction."""
    scene = make_scene(
        Purpose.VIG,
        State.WITHDRAWN,
        kind=kind,
        who=Relation.PARENT,
        parent_in_interaction=in_interaction,
    )
    for audience in ("owner", "supervisor", "reviewer", "peer"):
        assert is_open(app, scene, audience) is opens


def test_where_nobody_filmed_is_on_record_nobody_said_yes(app: Flask) -> None:
    scene = make_scene()
    take_everybody_away(scene)
    for audience in AUDIENCES:
        assert not is_open(app, scene, audience)


def take_everybody_away(scene: Scene) -> None:
    from_film = db.session.query(FilmedPerson).filter_by(client_id=scene.clip.cycle.client_id)
    for person in from_film:
        person.left_at = now()
    db.session.commit()
