"""The cycles of the small association that have real films, and what is asked and said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.cases.models import Cycle, FilmKind
from app.clips.models import Clip, ClipState
from app.demonstration.boards import add_board, add_stills
from app.demonstration.families import add_client
from app.demonstration.goals import DatedCycle, add_casework
from app.demonstration.moments import add_moments, add_turns
from app.demonstration.practice import StageWork
from app.demonstration.scene import Scene
from app.demonstration.words import REPLIES
from app.feedback.models import Comment, CommentKind, FeedbackRequest, Reply, Stretch

FEEDBACK = (
    (CommentKind.STRENGTH, 2_600, 4_700, "You waited until the small one had finished, and then you leaned in. A whole turn given."),
    (CommentKind.STRENGTH, 14_500, 16_800, "Look how the small one comes closer just after your answer. That is your reception at work."),
    (CommentKind.QUESTION, 20_200, None, "What made you pause just here?"),
    (CommentKind.WORKING_POINT, 32_600, 34_800, "Try leaving two more seconds before you answer: there may be another initiative coming."),
)  # fmt: skip
STRETCHES = (
    (6_200, 10_700, "Here I only watch, and the small one goes on by itself."),
    (26_400, 31_000, "I was quicker than usual. A moment later I wait."),
)


@dataclass(frozen=True, slots=True)
class FilmToMake:
    """A film that the clip with this key waits for."""

    clip_id: int
    kind: FilmKind


def add_filmed_cycles(scene: Scene, work: StageWork) -> list[FilmToMake]:
    """Gather two cycles of one client: one with released feedback, one that asks for it."""
    filmed_on = scene.today - timedelta(days=30)
    trainee_id = work.training.person_id
    family = add_client(
        scene, work.enrolment_id, trainee_id, filmed_on, scene.today, needs_films=True
    )
    films: list[FilmToMake] = []
    cycles: list[DatedCycle] = []
    for number, days_ago in ((1, 24), (2, 4)):
        reviewed_on = scene.today - timedelta(days=days_ago)
        cycle_id = _add_cycle(scene, work, family.client_id, number, reviewed_on)
        cycles.append(DatedCycle(cycle_id, reviewed_on))
        films += [
            FilmToMake(_add_clip(scene, cycle_id, kind, reviewed_on), kind) for kind in FilmKind
        ]
        chosen = _study(scene, films[-2].clip_id, reviewed_on, is_first=number == 1)
        if number == 1:
            day = reviewed_on - timedelta(days=1)
            add_board(scene, family.client_id, cycle_id, films[-2].clip_id, chosen, day)
        _ask(scene, films[-1].clip_id, reviewed_on, is_answered=number == 1)
        if number == 1:
            _answer(scene, work, films[-1].clip_id, reviewed_on + timedelta(days=3))
    add_casework(scene, family.client_id, cycles)
    return films


def _add_cycle(
    scene: Scene, work: StageWork, client_id: int, number: int, reviewed_on: date
) -> int:
    return scene.ledger.add(
        Cycle,
        uuid=scene.make_uuid(),
        client_id=client_id,
        number=number,
        stage_id=work.stage.stage_id,
        filmed_on=reviewed_on - timedelta(days=5),
        reviewed_on=reviewed_on,
        created_at=scene.at(reviewed_on - timedelta(days=5)),
    )


def _add_clip(scene: Scene, cycle_id: int, kind: FilmKind, day: date) -> int:
    return scene.ledger.add(
        Clip,
        uuid=scene.make_uuid(),
        cycle_id=cycle_id,
        kind=kind,
        state=ClipState.UPLOADING,
        size_bytes=0,
        created_at=scene.at(day),
    )


def _study(scene: Scene, clip_id: int, reviewed_on: date, *, is_first: bool) -> list[int]:
    """The interaction film of the first cycle was gone through closely; in the later one a first moment is chosen.
    Answers the keys of what was chosen."""
    day, at_most = reviewed_on - timedelta(days=2), 4 if is_first else 1
    add_stills(scene, clip_id, at_most, day)
    if is_first:
        add_turns(scene, clip_id)
    return add_moments(scene, clip_id, day, at_most=at_most)


def _ask(scene: Scene, clip_id: int, day: date, *, is_answered: bool) -> None:
    request_id = scene.ledger.add(
        FeedbackRequest,
        uuid=scene.make_uuid(),
        clip_id=clip_id,
        question="Did I receive the initiatives here, or did I lead?",
        asked_at=scene.at(day),
        answered_at=scene.at(day + timedelta(days=3)) if is_answered else None,
    )
    for start_ms, end_ms, noticing in STRETCHES:
        scene.ledger.add(
            Stretch, request_id=request_id, start_ms=start_ms, end_ms=end_ms, noticing=noticing
        )


def _answer(scene: Scene, work: StageWork, clip_id: int, day: date) -> None:
    supervisor_id = work.training.supervisor_id
    for kind, start_ms, end_ms, body in FEEDBACK:
        comment_id = scene.ledger.add(
            Comment,
            uuid=scene.make_uuid(),
            clip_id=clip_id,
            author_id=supervisor_id,
            kind=kind,
            start_ms=start_ms,
            end_ms=end_ms,
            body=body,
            created_at=scene.at(day),
            released_at=scene.at(day),
            withdrawn_at=None,
        )
    scene.ledger.add(
        Reply,
        uuid=scene.make_uuid(),
        comment_id=comment_id,
        author_id=work.training.person_id,
        body=REPLIES[1],
        created_at=scene.at(day + timedelta(days=1)),
    )
