"""People read what they did and what concerns them, in words, and nothing of anybody else."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.audit.services import record_event
from app.clips.playback.services import start_viewing
from app.core.actor import NOBODY, SYSTEM, RoleName
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.feedback import make_scene
from tests.factories.people import make_administrator, make_person, sign_in


def read_page(client: FlaskClient, query: str = "") -> str:
    return client.get(f"/account/activity{query}").text


def test_the_owner_of_a_film_reads_who_watched_it(client: FlaskClient) -> None:
    scene = make_scene()
    start_viewing(scene.as_supervisor, scene.clip)
    db.session.commit()
    owner, watcher = scene.trainee.full_name, scene.supervisor.full_name
    assert f"{watcher} opened a film of yours" in read_page(sign_in(client, scene.trainee))
    assert f"You opened a film of {owner}" in read_page(sign_in(client, scene.supervisor))
    page = read_page(sign_in(client, scene.reviewer))
    assert "opened a film" not in page


def test_others_doings_can_be_shown_alone(client: FlaskClient) -> None:
    person = make_person(RoleName.TRAINEE)
    record_event(build_actor(person), "password.changed")
    record_event(NOBODY, "sign_in.failed", about=person.id)
    db.session.commit()
    sign_in(client, person)
    for query, is_own_shown in (("", True), ("?show=others", False), ("?show=nonsense", True)):
        page = read_page(client, query)
        assert "Somebody tried to sign in as you" in page
        assert ("You changed your password" in page) is is_own_shown


def test_who_of_the_office_acted_is_told_as_the_office(client: FlaskClient) -> None:
    clerk, person = make_administrator(), make_person(RoleName.TRAINEE)
    record_event(build_actor(clerk), "role.granted.supervisor", "person", about=person.id)
    db.session.commit()
    page = read_page(sign_in(client, person))
    assert "The association’s office gave you the role of supervisor" in page
    assert clerk.full_name not in page


def test_the_portal_itself_and_people_who_left_are_told_without_a_name(client: FlaskClient) -> None:
    person = make_person(RoleName.TRAINEE)
    record_event(SYSTEM, "review.decided", about=person.id)
    actor = build_actor(person)
    record_event(actor, "comment.answered", about=999_999)
    db.session.commit()
    page = read_page(sign_in(client, person))
    assert "The portal decided your review" in page
    assert "You answered somebody" in page


def test_somebody_of_whom_nothing_is_known_reads_what_will_stand_here(client: FlaskClient) -> None:
    assert "Nothing yet" in read_page(sign_in(client, make_person(RoleName.TRAINEE)))


def test_the_list_is_cut_and_asks_the_same_number_of_questions(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    scene = make_scene()
    sign_in(client, scene.trainee)
    asked = []
    for number in (1, 120):
        for _ in range(number):
            record_event(scene.as_supervisor, "comment.answered", about=scene.trainee.id)
        db.session.commit()
        read_page(client)
        with count_queries() as sent:
            page = read_page(client)
        asked.append(len(sent))
    assert asked[0] == asked[1]
    assert "Page 1 of 3" in page
    assert read_page(client, "?page=3").count("answered you") == 21
