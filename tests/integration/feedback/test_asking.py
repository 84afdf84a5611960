"""A trainee asks their supervisor to look."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases.models import Purpose
from app.clips.models import ClipState
from app.core.errors import Conflict, Forbidden
from app.core.time_range import RangeBackwards, TimeRange
from app.extensions import db
from app.feedback import queries, services
from app.feedback.errors import AnchorOutsideClip, FilmNotOpen, StretchMissing
from app.feedback.models import CommentKind, FeedbackRequest
from app.feedback.noticing import Noticed
from app.notifications.queries import list_notifications
from tests.factories.feedback import DURATION_MS, Scene, make_request, make_scene
from tests.factories.people import make_supervisor

STRETCH = Noticed(TimeRange(1_000, 9_000), "She looks at me first.")


def ask(scene: Scene, *stretches: Noticed, question: str = "Do I follow?") -> FeedbackRequest:
    return services.ask_for_feedback(
        scene.as_trainee, scene.clip, question=question, stretches=stretches
    )


def test_a_request_keeps_what_the_trainee_noticed_and_tells_the_supervisor(app: Flask) -> None:
    scene = make_scene()
    asked = ask(scene, STRETCH, Noticed(TimeRange(0, DURATION_MS), ""))
    db.session.flush()
    assert {s.anchor: s.noticing for s in asked.stretches} == {
        STRETCH.anchor: STRETCH.noticing,
        TimeRange(0, DURATION_MS): "",
    }
    [told] = list_notifications(scene.as_supervisor).rows
    assert told.subject == f"{scene.trainee.known_as} asks you to look at a film"
    assert told.path == scene.address


def test_only_the_trainee_asks_about_their_film(app: Flask) -> None:
    scene = make_scene()
    for stranger in (scene.as_supervisor, scene.as_reviewer, make_scene().as_trainee):
        with pytest.raises(Forbidden):
            services.ask_for_feedback(stranger, scene.clip, question="?", stretches=[STRETCH])


def test_a_request_says_where_to_look(app: Flask) -> None:
    scene = make_scene()
    with pytest.raises(StretchMissing):
        ask(scene)
    with pytest.raises(RangeBackwards):
        ask(scene, Noticed(TimeRange(5), "only a point"))


@pytest.mark.parametrize("state", [s for s in ClipState if not s.can_play])
def test_words_wait_until_the_film_can_be_watched(app: Flask, state: ClipState) -> None:
    scene = make_scene(state=state)
    with pytest.raises(FilmNotOpen):
        ask(scene, STRETCH)
    with pytest.raises(FilmNotOpen):
        services.leave_comment(
            scene.as_supervisor,
            scene.clip,
            kind=CommentKind.STRENGTH,
            anchor=TimeRange(0),
            body="Yes",
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 2 * DURATION_MS), length=st.none() | st.integers(1, DURATION_MS))
def test_an_anchor_is_kept_exactly_where_it_lies_inside_the_film(
    app: Flask, start: int, length: int | None
) -> None:
    scene = make_scene()
    anchor = TimeRange(start, None if length is None else start + length)
    last = start + (length or 0)
    arguments = {"kind": CommentKind.QUESTION, "anchor": anchor, "body": "Who begins?"}
    if last > DURATION_MS:
        with pytest.raises(AnchorOutsideClip) as refused:
            services.leave_comment(scene.as_supervisor, scene.clip, **arguments)  # type: ignore[arg-type]
        assert refused.value.field == "start"
        assert "3:20.0" in refused.value.message
    else:
        left = services.leave_comment(scene.as_supervisor, scene.clip, **arguments)  # type: ignore[arg-type]
        db.session.flush()
        db.session.refresh(left)
        assert left.anchor == anchor


def test_one_stretch_outside_the_film_refuses_the_whole_request(app: Flask) -> None:
    scene = make_scene()
    outside = TimeRange(DURATION_MS - 5, DURATION_MS + 1)
    with pytest.raises(AnchorOutsideClip) as refused:
        ask(scene, STRETCH, Noticed(outside, ""))
    assert refused.value.anchor == outside
    assert db.session.scalar(sa.select(sa.func.count(FeedbackRequest.id))) == 0


def test_the_same_form_sent_twice_asks_and_tells_once(app: Flask) -> None:
    scene, uuid = make_scene(), uuid4()
    sent = [
        services.ask_for_feedback(
            scene.as_trainee, scene.clip, question="?", stretches=[STRETCH], uuid=uuid
        )
        for _ in range(2)
    ]
    assert sent[0] is sent[1]
    assert list_notifications(scene.as_supervisor).total == 1


def test_a_uuid_of_somebody_elses_words_is_refused(app: Flask) -> None:
    theirs = make_request(make_scene())
    scene = make_scene()
    with pytest.raises(Conflict):
        services.ask_for_feedback(
            scene.as_trainee, scene.clip, question="?", stretches=[STRETCH], uuid=theirs.uuid
        )


def test_waiting_requests_come_oldest_first_and_only_while_they_may_be_seen(app: Flask) -> None:
    supervisor = make_supervisor()
    scenes = [make_scene(supervisor=supervisor) for _ in range(4)]
    first, withdrawn, answered, last = [make_request(scene) for scene in scenes]
    make_request(make_scene())
    scenes[1].withdraw_consent(Purpose.SUPERVISION)
    everybody = scenes[0].as_supervisor
    actor = type(everybody)(
        supervisor.id,
        everybody.roles,
        supervised_ids=frozenset(scene.enrolment.id for scene in scenes),
    )
    services.leave_comment(
        actor, answered.clip, kind=CommentKind.STRENGTH, anchor=TimeRange(0), body="Yes"
    )
    services.release_comments(actor, answered.clip)
    assert withdrawn.answered_at is None
    page = queries.list_requests_waiting(actor)
    assert [row.id for row in page.rows] == [first.id, last.id]
    assert page.total == 2
