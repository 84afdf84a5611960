"""Rows of invented films, without any bytes, and what was said about them."""

from __future__ import annotations

from datetime import date, timedelta

from app.cases.models import FilmKind
from app.clips.models import Clip, ClipState
from app.demonstration.scene import Scene
from app.demonstration.words import (
    NOTICINGS,
    QUESTIONS,
    REPLIES,
    REQUESTS,
    STRENGTHS,
    WORKING_POINTS,
)
from app.feedback.models import Comment, CommentKind, FeedbackRequest, Reply, Stretch

WORDS = {
    CommentKind.STRENGTH: STRENGTHS,
    CommentKind.QUESTION: QUESTIONS,
    CommentKind.WORKING_POINT: WORKING_POINTS,
}
KINDS = (*[CommentKind.STRENGTH] * 3, CommentKind.QUESTION, CommentKind.WORKING_POINT)
"""Strengths first, and most of all."""


def add_films(
    scene: Scene, cycle_id: int, reviewed_on: date, trainee_id: int, supervisor_id: int | None
) -> None:
    """Invent the two films of a cycle, and feedback on the shared review where there is a supervisor."""
    for kind in FilmKind:
        duration_ms = scene.chance.randint(300_000, 600_000)
        clip_id = _add_clip(scene, cycle_id, kind, reviewed_on, duration_ms)
        if kind is FilmKind.SHARED_REVIEW and supervisor_id is not None:
            is_answered = _add_request(scene, clip_id, reviewed_on, duration_ms)
            _add_comments(
                scene, clip_id, (trainee_id, supervisor_id), reviewed_on, duration_ms, is_answered
            )


def _add_clip(scene: Scene, cycle_id: int, kind: FilmKind, day: date, duration_ms: int) -> int:
    return scene.ledger.add(
        Clip,
        uuid=scene.make_uuid(),
        cycle_id=cycle_id,
        kind=kind,
        state=ClipState.READY,
        failure=None,
        size_bytes=duration_ms * scene.chance.randint(200, 900),
        sha256=f"{scene.chance.getrandbits(256):064x}",
        duration_ms=duration_ms,
        width=1280,
        height=720,
        tile_count=20,
        created_at=scene.at(day),
    )


def _add_request(scene: Scene, clip_id: int, day: date, duration_ms: int) -> bool:
    is_answered = (scene.today - day).days > 14 or scene.happens(0.4)
    answered_at = scene.at(day + timedelta(days=5)) if is_answered else None
    request_id = scene.ledger.add(
        FeedbackRequest,
        uuid=scene.make_uuid(),
        clip_id=clip_id,
        question=scene.chance.choice(REQUESTS),
        asked_at=scene.at(day),
        answered_at=answered_at,
    )
    for _ in range(scene.chance.randint(1, 3)):
        start = scene.chance.randint(0, duration_ms - 30_000)
        scene.ledger.add(
            Stretch,
            request_id=request_id,
            start_ms=start,
            end_ms=start + scene.chance.randint(4_000, 25_000),
            noticing=scene.chance.choice(NOTICINGS),
        )
    return is_answered


def _add_comments(
    scene: Scene,
    clip_id: int,
    people: tuple[int, int],
    day: date,
    duration_ms: int,
    is_released: bool,
) -> None:
    trainee_id, supervisor_id = people
    for _ in range(scene.chance.randint(2, 5) if is_released or scene.happens(0.3) else 0):
        kind = scene.chance.choice(KINDS)
        start = scene.chance.randint(0, duration_ms - 20_000)
        comment_id = scene.ledger.add(
            Comment,
            uuid=scene.make_uuid(),
            clip_id=clip_id,
            author_id=supervisor_id,
            kind=kind,
            start_ms=start,
            end_ms=start + scene.chance.randint(2_000, 15_000) if scene.happens(0.7) else None,
            body=scene.chance.choice(WORDS[kind]),
            created_at=scene.at(day),
            released_at=scene.at(day + timedelta(days=5)) if is_released else None,
            withdrawn_at=None,
        )
        if is_released and scene.happens(0.25):
            scene.ledger.add(
                Reply,
                uuid=scene.make_uuid(),
                comment_id=comment_id,
                author_id=trainee_id,
                body=scene.chance.choice(REPLIES),
                created_at=scene.at(day + timedelta(days=6)),
            )
