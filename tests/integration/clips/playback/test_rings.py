"""Who gets a byte of a film, and who stops getting them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.cases.models import Purpose
from app.clips.models import ClipShowing, ClipState
from app.clips.playback.models import Viewing
from app.extensions import db
from tests.factories.clips import (
    Audience,
    give_consent,
    make_clip,
    make_viewing,
    withdraw_consent,
)
from tests.factories.people import sign_in
from tests.integration.clips.playback.conftest import open_film

ROLES = ("owner", "supervisor", "reviewer")
PURPOSE_OF_ROLE = {
    "owner": Purpose.VIG,
    "supervisor": Purpose.SUPERVISION,
    "reviewer": Purpose.ACCREDITATION,
}
PICTURES = ("poster", "filmstrip", "state")


def begin_earlier(audience: Audience, person: Person) -> str:
    return f"/viewings/{make_viewing(audience.clip, person).uuid}"


def list_statuses(client: FlaskClient, audience: Audience, viewing: str) -> set[int]:
    """What every address with something of the film answers to whoever is signed in."""
    clip = f"/clips/{audience.clip.uuid}"
    answers = [client.get(f"{clip}/{name}") for name in PICTURES]
    answers += [client.get(viewing), client.get(f"{viewing}/film"), client.head(f"{viewing}/film")]
    answers += [client.get(f"{viewing}/film", headers={"Range": "bytes=0-1"})]
    answers += [client.post(f"{clip}/viewings", headers={"Accept": "text/plain"})]
    return {answer.status_code for answer in answers}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_with_a_reason_and_consent_watches(
    client: FlaskClient, audience: Audience, role: str
) -> None:
    viewing = open_film(client, audience, audience.find_person(role))
    assert list_statuses(client, audience, viewing) == {200, 201, 204, 206}


def test_strangers_find_nothing(client: FlaskClient, audience: Audience) -> None:
    for person in audience.strangers:
        viewing = begin_earlier(audience, person)
        assert list_statuses(sign_in(client, person), audience, viewing) == {404}


def test_signed_out_nothing_is_answered(client: FlaskClient, audience: Audience) -> None:
    viewing = begin_earlier(audience, audience.owner)
    assert list_statuses(client, audience, viewing) == {302, 401}


@pytest.mark.parametrize("role", ROLES)
def test_a_withdrawn_consent_ends_playing_for_those_it_was_for_and_vig_for_all(
    client: FlaskClient, audience: Audience, role: str
) -> None:
    viewings = {r: begin_earlier(audience, audience.find_person(r)) for r in ROLES}
    withdraw_consent(audience.client, PURPOSE_OF_ROLE[role])
    for watcher, viewing in viewings.items():
        statuses = list_statuses(sign_in(client, audience.find_person(watcher)), audience, viewing)
        is_over = role in (watcher, "owner")  # every other purpose rests on VIG
        assert statuses == ({404} if is_over else {200, 201, 204, 206})


def test_consent_given_again_opens_the_film_again(client: FlaskClient, audience: Audience) -> None:
    withdraw_consent(audience.client, Purpose.VIG)
    viewing = begin_earlier(audience, audience.owner)
    assert sign_in(client, audience.owner).get(viewing).status_code == 404
    give_consent(audience.client, Purpose.VIG)
    assert client.get(viewing).status_code == 204


def end_supervision(audience: Audience) -> None:
    audience.supervision.end()


def end_review(audience: Audience) -> None:
    audience.reviewing.end()


def take_clip_back(audience: Audience) -> None:
    db.session.query(ClipShowing).filter_by(clip_id=audience.clip.id).delete()


@pytest.mark.parametrize(
    ("role", "end_access"),
    [("supervisor", end_supervision), ("reviewer", end_review), ("reviewer", take_clip_back)],
)
def test_access_that_ends_in_the_middle_ends_the_film(
    client: FlaskClient, audience: Audience, role: str, end_access: Callable[[Audience], None]
) -> None:
    viewing = open_film(client, audience, audience.find_person(role))
    assert client.get(f"{viewing}/film", headers={"Range": "bytes=0-9"}).status_code == 206
    end_access(audience)
    db.session.commit()
    assert list_statuses(client, audience, viewing) == {404}


def test_a_reviewer_sees_only_what_was_shown_to_them(
    client: FlaskClient, audience: Audience
) -> None:
    other = make_clip(audience.clip.cycle)
    sign_in(client, audience.reviewer)
    assert client.get(f"/clips/{other.uuid}/state").status_code == 404
    assert client.get(f"/clips/{audience.clip.uuid}/state").status_code == 200


def test_a_viewing_is_of_use_to_nobody_else(client: FlaskClient, audience: Audience) -> None:
    viewing = open_film(client, audience, audience.owner)
    sign_in(client, audience.supervisor)
    assert client.get(viewing).status_code == 404
    assert client.get(f"{viewing}/film").status_code == 404
    assert client.get(f"/viewings/{uuid4()}/film").status_code == 404


def test_each_opening_is_written_down_once(client: FlaskClient, audience: Audience) -> None:
    viewing = open_film(client, audience, audience.supervisor)
    for _ in range(3):
        client.get(f"{viewing}/film", headers={"Range": "bytes=0-9"})
    events = db.session.query(AuditEvent).filter_by(action="clip.viewed").all()
    assert [(e.actor_id, e.subject_id) for e in events] == [
        (audience.supervisor.id, audience.clip.uuid)
    ]
    assert db.session.query(Viewing).count() == 1


def test_a_browser_without_scripts_comes_back_to_the_page_with_its_viewing(
    client: FlaskClient, audience: Audience
) -> None:
    sign_in(client, audience.owner)
    answer = client.post(f"/clips/{audience.clip.uuid}/viewings")
    viewing = db.session.query(Viewing).one()
    assert answer.status_code == 303
    assert answer.location == f"/clips/{audience.clip.uuid}?viewing={viewing.uuid}"


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        ("http://localhost/clips/{clip}/moments", "/clips/{clip}/moments?viewing={viewing}"),
        (
            "http://localhost/clips/{clip}/comparison?beside=x&viewing=y",
            "/clips/{clip}/comparison?beside=x&viewing={viewing}",
        ),
        ("http://localhost/pathway", "/clips/{clip}?viewing={viewing}"),
        ("http://elsewhere.example/clips/{clip}/moments", "/clips/{clip}?viewing={viewing}"),
        ("http://localhost//elsewhere.example/clips/", "/clips/{clip}?viewing={viewing}"),
    ],
)
def test_a_browser_without_scripts_comes_back_to_the_page_of_films_it_was_on(
    client: FlaskClient, audience: Audience, referrer: str, page: str
) -> None:
    sign_in(client, audience.owner)
    clip = audience.clip.uuid
    answer = client.post(
        f"/clips/{clip}/viewings",
        headers={"Accept": "text/html", "Referer": referrer.format(clip=clip)},
    )
    viewing = db.session.query(Viewing).one()
    assert answer.location == page.format(clip=clip, viewing=viewing.uuid)


@pytest.mark.parametrize("state", [state for state in ClipState if not state.can_play])
def test_what_is_not_ready_is_not_opened(
    client: FlaskClient, audience: Audience, state: ClipState
) -> None:
    viewing = open_film(client, audience, audience.owner)
    audience.clip.state = state
    db.session.commit()
    answer = client.post(f"/clips/{audience.clip.uuid}/viewings", headers={"Accept": "text/plain"})
    assert answer.status_code == 403
    assert "cannot be watched yet" in answer.text
    assert client.get(viewing).status_code == 404
    assert client.get(f"{viewing}/film").status_code == 404
