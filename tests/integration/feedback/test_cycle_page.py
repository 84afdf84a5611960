"""The page of a cycle: how far it is, its films, and what was said about them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.cases.models import EvidenceBasis, FilmKind, Purpose
from app.cases.services import confirm_cycle, record_evidence
from app.clips.models import ClipState
from app.core.actor import SYSTEM
from app.extensions import db
from app.feedback.models import CommentKind
from tests.factories.feedback import Scene, make_reply, make_request, make_scene
from tests.factories.organisations import make_organisation
from tests.factories.people import sign_in

CONFIRM = "Confirm without film"


def read(client: FlaskClient, scene: Scene) -> str:
    return client.get(f"/cycles/{scene.clip.cycle.uuid}").text


def test_what_is_missing_is_said_until_the_cycle_counts(client: FlaskClient) -> None:
    scene = make_scene()
    cycle = scene.clip.cycle
    sign_in(client, scene.trainee)
    assert "still missing: the interaction film and the film of the shared review" in read(
        client, scene
    )
    record_evidence(SYSTEM, cycle, FilmKind.SHARED_REVIEW, EvidenceBasis.FILM)
    db.session.commit()
    page = read(client, scene)
    assert "still missing: the interaction film." in page
    assert "Save dates" in page
    confirm_cycle(scene.as_supervisor, cycle, [FilmKind.INTERACTION])
    db.session.commit()
    page = read(client, scene)
    assert "It counts, since 14 October 2025." in page
    assert "film stays elsewhere, confirmed" in page
    assert "Save dates" not in page


def test_a_cycle_that_counts_is_brought_to_supervision_once(client: FlaskClient) -> None:
    scene = make_scene()
    words = "Next: bring this cycle to supervision"
    assert words not in sign_in(client, scene.trainee).get(f"/cycles/{scene.clip.cycle.uuid}").text
    for kind in FilmKind:
        record_evidence(SYSTEM, scene.clip.cycle, kind, EvidenceBasis.FILM)
    db.session.commit()
    assert words in read(client, scene)
    assert f"{scene.address}#ask" in read(client, scene)
    assert words not in read(sign_in(client, scene.supervisor), scene)
    make_request(scene)
    assert words not in read(sign_in(client, scene.trainee), scene)


def test_the_film_leads_to_its_page_while_it_may_be_seen(client: FlaskClient) -> None:
    scene = make_scene()
    sign_in(client, scene.trainee)
    assert f'href="{scene.address}"' in read(client, scene)
    scene.withdraw_consent(Purpose.VIG)
    assert scene.address not in read(client, scene)


@pytest.mark.parametrize(
    ("state", "offered"), [(ClipState.READY, 1), (ClipState.PROCESSING, 1), (ClipState.FAILED, 2)]
)
def test_the_supervisor_stands_only_for_films_that_are_not_here(
    client: FlaskClient, state: ClipState, offered: int
) -> None:
    scene = make_scene(state=state)
    page = sign_in(client, scene.supervisor).get(f"/cycles/{scene.clip.cycle.uuid}").text
    assert CONFIRM in page
    assert page.count('name="kinds"') == offered
    assert CONFIRM not in read(sign_in(client, scene.trainee), scene)


def test_feedback_is_read_in_order_with_its_replies(client: FlaskClient) -> None:
    scene = make_scene()
    scene.comment(kind=CommentKind.QUESTION, start_ms=1_000, body="What did you see?")
    strength = scene.comment(start_ms=90_000, end_ms=None, body="You wait.")
    make_reply(strength, scene.trainee, "I counted to two.")
    scene.comment(body="Not yet for you", released=False)
    page = read(sign_in(client, scene.trainee), scene)
    words = ["Open the film", "1:30.0", "You wait.", "I counted to two.", "What did you see?"]
    assert sorted(words, key=page.index) == words
    assert "Not yet for you" not in page


def test_a_film_is_sent_only_where_one_is_still_missing(client: FlaskClient) -> None:
    scene = make_scene(state=ClipState.FAILED)
    sign_in(client, scene.trainee)
    assert read(client, scene).count("data-upload hidden") == 2
    scene.clip.state = ClipState.READY
    db.session.commit()
    assert read(client, scene).count("data-upload hidden") == 1
    confirm_cycle(scene.as_supervisor, scene.clip.cycle, [FilmKind.INTERACTION])
    db.session.commit()
    assert "data-upload hidden" not in read(client, scene)
    assert "data-upload hidden" not in read(sign_in(client, scene.supervisor), scene)


def test_where_films_are_not_approved_the_page_says_so_before_one_is_chosen(
    client: FlaskClient,
) -> None:
    scene = make_scene(state=ClipState.FAILED)
    family = scene.clip.cycle.client
    sign_in(client, scene.trainee)
    assert read(client, scene).count("data-upload-input") == 2
    family.organisation = make_organisation("Counting House")
    db.session.commit()
    page = read(client, scene)
    assert "data-upload-input" not in page
    assert page.count("Counting House has not approved that films of your work are here") == 2
    assert "your supervisor confirms it" in page
    family.organisation = None
    db.session.commit()
    assert "belongs to no organisation yet" in read(client, scene)
    sign_in(client, scene.supervisor)
    assert "Counting House" not in read(client, scene)
    assert "belongs to no organisation" not in read(client, scene)
