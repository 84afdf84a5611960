"""Each event names who did it and, where that is somebody else, whom it concerns."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from app.accounts.services import add_person
from app.allocations.queries import build_actor
from app.allocations.services import allocate_supervisor
from app.audit.models import AuditEvent
from app.audit.services import record_event
from app.cases.consents.services import withdraw_consents
from app.cases.models import Purpose
from app.clips.playback.services import start_viewing
from app.core.actor import NOBODY, SYSTEM, RoleName
from app.core.time_range import TimeRange
from app.extensions import db
from app.feedback import services as feedback
from app.feedback.models import CommentKind
from app.supervision.services import confirm_session
from tests.factories.feedback import Scene, make_scene
from tests.factories.people import make_enrolment, make_person, make_supervisor
from tests.factories.practice import make_client, make_session


def read_concerned(action: str) -> tuple[int | None, int | None]:
    """Who did it, and whom it concerns, of the one event of this action."""
    db.session.flush()
    found = sa.select(AuditEvent.actor_id, AuditEvent.about_id).where(AuditEvent.action == action)
    actor_id, about_id = db.session.execute(found).one()
    return actor_id, about_id


def leave_comment(scene: Scene) -> None:
    feedback.leave_comment(
        scene.as_supervisor, scene.clip, kind=CommentKind.STRENGTH, anchor=TimeRange(0), body="!"
    )


def test_what_somebody_does_to_themselves_concerns_nobody_else(app: Flask) -> None:
    person = make_person(RoleName.TRAINEE)
    record_event(build_actor(person), "password.changed", about=person.id)
    assert read_concerned("password.changed") == (person.id, None)


def test_nobody_and_the_system_leave_the_actor_empty(app: Flask) -> None:
    person = make_person()
    record_event(NOBODY, "sign_in.failed", about=person.id)
    assert read_concerned("sign_in.failed") == (None, person.id)
    added = add_person(SYSTEM, "new@example.org", "New Person", [])
    assert read_concerned("person.added") == (None, added.id)


def test_watching_a_film_concerns_its_owner(app: Flask) -> None:
    scene = make_scene()
    start_viewing(scene.as_supervisor, scene.clip)
    owner = scene.as_trainee.person_id
    assert read_concerned("clip.viewed") == (scene.as_supervisor.person_id, owner)


def test_a_draft_concerns_nobody_until_it_is_released(app: Flask) -> None:
    scene = make_scene()
    leave_comment(scene)
    assert read_concerned("comment.drafted") == (scene.as_supervisor.person_id, None)
    feedback.release_comments(scene.as_supervisor, scene.clip)
    owner = scene.as_trainee.person_id
    assert read_concerned("feedback.released") == (scene.as_supervisor.person_id, owner)


def test_a_supervisor_ending_a_consent_concerns_the_trainee(app: Flask) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    client = make_client(enrolment)
    withdraw_consents(build_actor(supervisor), client, purpose=Purpose.SUPERVISION)
    assert read_concerned("consent.withdrawn") == (supervisor.id, enrolment.person_id)


def test_an_allocation_concerns_the_trainee(app: Flask) -> None:
    enrolment = make_enrolment()
    allocate_supervisor(SYSTEM, enrolment, make_supervisor())
    assert read_concerned("allocation.started") == (None, enrolment.person_id)


def test_confirming_a_session_concerns_who_recorded_it(app: Flask) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    confirm_session(build_actor(supervisor), make_session(enrolment, supervisor))
    assert read_concerned("session.confirmed") == (supervisor.id, enrolment.person_id)
