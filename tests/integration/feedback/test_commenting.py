"""A supervisor writes, rewords, takes back and releases; the two answer each other."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from app.cases.models import Purpose
from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.core.time_range import TimeRange
from app.extensions import db
from app.feedback import queries, services
from app.feedback.errors import AnchorOutsideClip, CommentNotOpen
from app.feedback.models import Comment, CommentKind
from app.notifications.queries import list_notifications
from tests.factories.feedback import (
    DURATION_MS,
    Scene,
    make_reply,
    make_request,
    make_scene,
)


def read_bodies(actor: Actor, scene: Scene) -> list[str]:
    return [comment.body for comment in queries.list_comments(actor, scene.clip)]


def test_a_draft_is_read_by_its_author_alone(app: Flask) -> None:
    scene = make_scene()
    draft = services.leave_comment(
        scene.as_supervisor,
        scene.clip,
        kind=CommentKind.STRENGTH,
        anchor=TimeRange(72_400, 78_000),
        body="You wait.",
    )
    assert read_bodies(scene.as_supervisor, scene) == ["You wait."]
    assert read_bodies(scene.as_trainee, scene) == []
    assert list_notifications(scene.as_trainee).total == 0
    for other in (scene.as_trainee, scene.as_reviewer, make_scene().as_supervisor):
        with pytest.raises(NotFound):
            queries.get_comment(other, draft.uuid)


def test_only_the_own_supervisor_comments_and_releases(app: Flask) -> None:
    scene = make_scene()
    for other in (scene.as_trainee, scene.as_reviewer, make_scene().as_supervisor):
        with pytest.raises(Forbidden):
            services.leave_comment(
                other, scene.clip, kind=CommentKind.STRENGTH, anchor=TimeRange(0), body="?"
            )
        with pytest.raises(Forbidden):
            services.release_comments(other, scene.clip)


def test_releasing_gives_all_own_drafts_at_once_answers_what_was_asked_and_tells_once(
    app: Flask,
) -> None:
    scene = make_scene()
    asked = make_request(scene)
    for start in (1_000, 2_000, 3_000):
        scene.comment(start_ms=start, end_ms=None, released=False)
    assert services.release_comments(scene.as_supervisor, scene.clip) == 3
    assert services.release_comments(scene.as_supervisor, scene.clip) == 0
    db.session.commit()
    released = queries.list_comments(scene.as_trainee, scene.clip)
    assert len(released) == 3
    assert len({comment.released_at for comment in released}) == 1
    assert asked.answered_at is not None
    [told] = list_notifications(scene.as_trainee).rows
    assert told.path == scene.address


def test_a_release_that_fails_releases_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = make_scene()
    scene.comment(released=False)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(services, "notify", fail)
    with pytest.raises(OSError, match="full"):
        services.release_comments(scene.as_supervisor, scene.clip)
    db.session.rollback()
    assert read_bodies(scene.as_trainee, scene) == []


def test_strengths_are_read_first_and_then_everything_by_time(app: Flask) -> None:
    scene = make_scene()
    for start, kind in (
        (10_000, CommentKind.WORKING_POINT),
        (90_000, CommentKind.STRENGTH),
        (20_000, CommentKind.QUESTION),
        (30_000, CommentKind.STRENGTH),
        (5_000, CommentKind.QUESTION),
    ):
        scene.comment(start_ms=start, end_ms=None, kind=kind, body=f"{start}")
    order = ["30000", "90000", "5000", "10000", "20000"]
    assert read_bodies(scene.as_trainee, scene) == order
    released = queries.list_released_comments(scene.as_trainee, scene.clip.cycle)
    assert [comment.body for comment in released] == order


def test_a_draft_can_be_reworded_and_moved_inside_the_film(app: Flask) -> None:
    scene = make_scene()
    draft = scene.comment(released=False)
    changed = {"kind": CommentKind.QUESTION, "body": "What did you see?"}
    services.edit_comment(scene.as_supervisor, draft, anchor=TimeRange(5), **changed)  # type: ignore[arg-type]
    db.session.commit()
    assert (draft.kind, draft.anchor, draft.body) == (
        CommentKind.QUESTION,
        TimeRange(5),
        "What did you see?",
    )
    with pytest.raises(AnchorOutsideClip):
        services.edit_comment(
            scene.as_supervisor,
            draft,
            anchor=TimeRange(DURATION_MS + 1),
            **changed,  # type: ignore[arg-type]
        )


def test_what_was_released_stays_as_it_was_read(app: Flask) -> None:
    scene = make_scene()
    with pytest.raises(Forbidden):
        services.edit_comment(
            scene.as_supervisor,
            scene.comment(),
            kind=CommentKind.STRENGTH,
            anchor=TimeRange(0),
            body="Something else",
        )


def test_a_deleted_draft_is_gone_and_a_released_comment_leaves_a_trace(app: Flask) -> None:
    scene = make_scene()
    draft, released = scene.comment(released=False), scene.comment()
    services.withdraw_comment(scene.as_supervisor, draft)
    services.withdraw_comment(scene.as_supervisor, released)
    left = db.session.scalars(sa.select(Comment).where(Comment.clip_id == scene.clip.id)).all()
    assert left == [released]
    assert released.withdrawn_at is not None
    with pytest.raises(Forbidden):
        services.withdraw_comment(scene.as_supervisor, released)


def test_nobody_takes_back_what_somebody_else_wrote(app: Flask) -> None:
    scene = make_scene()
    comment = scene.comment()
    for other in (scene.as_trainee, scene.as_reviewer, make_scene().as_supervisor):
        with pytest.raises(Forbidden):
            services.withdraw_comment(other, comment)


def test_the_two_answer_each_other_and_each_tells_the_other(app: Flask) -> None:
    scene = make_scene()
    comment = scene.comment()
    services.reply(scene.as_trainee, comment, "I had not seen that.")
    services.reply(scene.as_supervisor, comment, "Look again at her shoulders.")
    db.session.commit()
    [read] = queries.list_comments(scene.as_trainee, scene.clip)
    assert [(reply.author_id, reply.body) for reply in read.replies] == [
        (scene.trainee.id, "I had not seen that."),
        (scene.supervisor.id, "Look again at her shoulders."),
    ]
    path = f"{scene.address}#comment-{comment.uuid}"
    for reader in (scene.as_trainee, scene.as_supervisor):
        assert [told.path for told in list_notifications(reader).rows] == [path]


def test_others_do_not_answer(app: Flask) -> None:
    scene = make_scene()
    comment = scene.comment()
    for other in (scene.as_reviewer, make_scene().as_trainee):
        with pytest.raises(Forbidden):
            services.reply(other, comment, "May I?")


def test_drafts_and_withdrawn_comments_are_not_answered(app: Flask) -> None:
    scene = make_scene()
    draft, withdrawn = scene.comment(released=False), scene.comment()
    services.withdraw_comment(scene.as_supervisor, withdrawn)
    for comment in (draft, withdrawn):
        with pytest.raises(CommentNotOpen):
            services.reply(scene.as_supervisor, comment, "And another thing")


def test_the_same_form_sent_twice_makes_one_comment_and_one_reply(app: Flask) -> None:
    scene, uuid = make_scene(), uuid4()
    drafts = [
        services.leave_comment(
            scene.as_supervisor,
            scene.clip,
            kind=CommentKind.STRENGTH,
            anchor=TimeRange(0),
            body="Yes",
            uuid=uuid,
        )
        for _ in range(2)
    ]
    assert drafts[0] is drafts[1]
    services.release_comments(scene.as_supervisor, scene.clip)
    db.session.commit()
    answers = [
        services.reply(scene.as_trainee, drafts[0], "Thank you", uuid=uuid) for _ in range(2)
    ]
    assert answers[0] is answers[1]
    assert list_notifications(scene.as_supervisor).total == 1


@pytest.mark.parametrize(
    ("purpose", "readers"), [(Purpose.VIG, ()), (Purpose.SUPERVISION, ("as_trainee",))]
)
def test_feedback_is_read_under_the_same_consent_as_its_film(
    app: Flask, purpose: Purpose, readers: tuple[str, ...]
) -> None:
    scene = make_scene()
    comment, draft = scene.comment(), scene.comment(released=False)
    make_reply(comment, scene.trainee)
    make_request(scene)
    scene.withdraw_consent(purpose)
    for name in ("as_trainee", "as_supervisor", "as_reviewer"):
        reader = getattr(scene, name)
        may = name in readers
        assert queries.list_released_comments(reader, scene.clip.cycle) == (
            [comment] if may else []
        )
        assert len(queries.list_requests(reader, scene.clip)) == may
    with pytest.raises(NotFound):
        queries.get_comment(scene.as_supervisor, draft.uuid)  # its author's, too


def test_a_former_supervisor_reads_nothing_and_the_new_one_what_was_released(app: Flask) -> None:
    scene = make_scene()
    scene.comment(body="released")
    scene.comment(body="draft", released=False)
    former = Actor(scene.supervisor.id)
    successor = Actor(make_scene().supervisor.id, supervised_ids=frozenset({scene.enrolment.id}))
    assert read_bodies(former, scene) == []
    assert read_bodies(successor, scene) == ["released"]


def test_a_draft_takes_another_end_and_keeps_its_beginning(app: Flask) -> None:
    scene = make_scene()
    draft = scene.comment(start_ms=72_400, end_ms=78_000, released=False)
    anchor = TimeRange(72_400, 79_000)
    services.edit_comment(
        scene.as_supervisor, draft, kind=draft.kind, anchor=anchor, body=draft.body
    )
    db.session.commit()
    assert draft.anchor == anchor
