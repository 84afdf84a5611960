"""Films with somebody to talk about them, and what was said, made straight in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.cases.models import FilmKind, Purpose
from app.clips.models import Clip, ClipState
from app.core import clock
from app.core.actor import Actor, RoleName
from app.core.time_range import TimeRange
from app.extensions import db
from app.feedback.models import Comment, CommentKind, FeedbackRequest, Reply, Stretch
from app.trainees.models import Enrolment
from tests.factories.clips import make_clip, show_clip, withdraw_consent
from tests.factories.people import allocate, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle

DURATION_MS = 200_000


@dataclass(frozen=True)
class Scene:
    """One film with its trainee, their supervisor, and a supervisor who reviews the stage and is shown the film."""

    clip: Clip
    trainee: Person
    supervisor: Person
    reviewer: Person

    @property
    def enrolment(self) -> Enrolment:
        return self.clip.cycle.client.enrolment

    @property
    def as_trainee(self) -> Actor:
        return Actor(self.trainee.id, frozenset({RoleName.TRAINEE}))

    @property
    def as_supervisor(self) -> Actor:
        ids = frozenset({self.enrolment.id})
        return Actor(self.supervisor.id, frozenset({RoleName.SUPERVISOR}), supervised_ids=ids)

    @property
    def as_reviewer(self) -> Actor:
        ids = frozenset({self.enrolment.id})
        return Actor(self.reviewer.id, frozenset({RoleName.SUPERVISOR}), reviewing_ids=ids)

    @property
    def address(self) -> str:
        return f"/clips/{self.clip.uuid}"

    def comment(self, **words: Any) -> Comment:
        """Something the supervisor wrote about the film."""
        return make_comment(self.clip, self.supervisor, **words)

    def withdraw_consent(self, *purposes: Purpose) -> None:
        for purpose in purposes:
            withdraw_consent(self.clip.cycle.client, purpose)


def make_scene(
    *,
    supervisor: Person | None = None,
    state: ClipState = ClipState.READY,
    duration_ms: int | None = DURATION_MS,
) -> Scene:
    """A film of a client who consented to everything."""
    supervisor = supervisor or make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    client = make_client(enrolment)
    cycle = make_cycle(client, filmed_on=date(2025, 10, 7), reviewed_on=date(2025, 10, 14))
    clip = make_clip(cycle, kind=FilmKind.SHARED_REVIEW, state=state)
    clip.duration_ms, clip.tile_count = duration_ms, 24
    clip.width, clip.height = 1280, 720
    reviewer = make_supervisor()
    show_clip(clip, allocate(AllocationKind.REVIEWER, reviewer, enrolment))
    return Scene(clip, enrolment.person, supervisor, reviewer)


def make_comment(
    clip: Clip,
    author: Person,
    *,
    start_ms: int = 72_400,
    end_ms: int | None = 78_000,
    kind: CommentKind = CommentKind.STRENGTH,
    released: bool = True,
    body: str = "You wait two full seconds.",
) -> Comment:
    """Something a supervisor wrote about a film."""
    comment = Comment(
        clip=clip,
        author=author,
        kind=kind,
        anchor=TimeRange(start_ms, end_ms),
        body=body,
        released_at=clock.now() if released else None,
    )
    db.session.add(comment)
    db.session.commit()
    return comment


def make_reply(comment: Comment, author: Person, body: str = "I had not seen that.") -> Reply:
    """An answer to a comment."""
    answer = Reply(comment_id=comment.id, author=author, body=body)
    db.session.add(answer)
    db.session.commit()
    return answer


def make_request(scene: Scene, question: str = "Where do I leave her room?") -> FeedbackRequest:
    """Something the trainee asked about two stretches of the film."""
    asked = FeedbackRequest(clip=scene.clip, question=question)
    asked.stretches = [
        Stretch(anchor=TimeRange(65_000, 85_000), noticing="I wait, and he looks up."),
        Stretch(anchor=TimeRange(120_000, 175_000), noticing="Here I am too fast."),
    ]
    db.session.add(asked)
    db.session.commit()
    return asked
