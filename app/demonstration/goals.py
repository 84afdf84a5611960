"""Invented goals of invented families, how their cycles went, and what their trainees make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.cases.goals.models import Goal, GoalRating, Occasion
from app.cases.notes.models import CycleMark, FilmingNotes, MarkKind, SharedReviewNotes
from app.cases.reflections.models import Reflection
from app.demonstration.scene import Scene

SHARE_WITH_GOALS = 0.3
"""The share of families whose goals are written down here."""
SHARE_WITH_WORDS = 0.3
"""The share of ratings with something they said."""
WORDED_GOALS = (
    ("How can I tell what she needs?", "She would settle before I have tried everything."),
    ("How can we enjoy meals together?", "We would laugh at the table once a day."),
    ("How do I stay calm when he shouts?", "I would hear him out, and he would come to me."),
    ("What helps him to join in?", "He would be in the circle for one whole song."),
    ("How can I get to know my baby?", "I would know what the little sounds mean."),
)
SAID = (
    "We have more quiet moments now.",
    "I saw that she looks for me first.",
    "Some days yes, some days no.",
    "I did not know that I do this.",
)
FILMED_GOALS = (
    (0, (2, 3, 5), "I had not seen that the little one waits for me."),
    (1, (4, 4), "Tea time is a bit like a game now."),
)
"""Of the family with films: which goal, the ratings at the start and after each cycle, what was said last."""
REFLECTIONS = (
    "I gave more time than I used to, and the turns became longer all by themselves.",
    "When the small one held up the cup. I had only looked, and said nothing yet.",
)


@dataclass(frozen=True, slots=True)
class DatedCycle:
    """An invented cycle by its key, with the day of its shared review."""

    cycle_id: int
    reviewed_on: date


def add_some_goals(scene: Scene, cycles: Mapping[int, Sequence[DatedCycle]]) -> None:
    """Give a share of the clients in ``cycles`` a goal that was rated at the start and after each of their cycles."""
    for client_id, done in cycles.items():
        if done and scene.happens(SHARE_WITH_GOALS):
            values = [scene.chance.randint(1, 3)]
            for _ in done:
                values.append(min(values[-1] + scene.chance.choice((0, 0, 1, 1, 2)), 7))
            _add_goal(scene, client_id, 1, scene.chance.choice(WORDED_GOALS), values, done)


def add_casework(scene: Scene, client_id: int, cycles: Sequence[DatedCycle]) -> None:
    """Everything a trainee can write down of a family: two goals, how the last cycle went, marks, two reflections."""
    for number, (which, values, said) in enumerate(FILMED_GOALS, 1):
        _add_goal(scene, client_id, number, WORDED_GOALS[which], values, cycles, said)
    last = cycles[-1]
    scene.ledger.add(
        FilmingNotes,
        cycle_id=last.cycle_id,
        place="At home",
        is_remote=False,
        activity="Tea time",
        minutes=7,
    )
    scene.ledger.add(
        SharedReviewNotes,
        cycle_id=last.cycle_id,
        minutes=50,
        moments_shown=3,
        client_words="I thought the cup was wanted. It was me who was wanted.",
        insight="That waiting a little is not doing nothing.",
        changed_goal="",
    )
    add_mark(scene, last.cycle_id, MarkKind.MOMENTS_CHOSEN, last.reviewed_on, None)
    add_mark(scene, cycles[0].cycle_id, MarkKind.FILM_EDITED, cycles[0].reviewed_on, None)
    for prompt_id, body in zip(scene.prompt_ids, REFLECTIONS, strict=False):
        scene.ledger.add(
            Reflection,
            uuid=scene.make_uuid(),
            cycle_id=last.cycle_id,
            prompt_id=prompt_id,
            body=body,
            saved_at=scene.at(last.reviewed_on),
            shared_at=None,
        )


def add_mark(
    scene: Scene, cycle_id: int, kind: MarkKind, reached_on: date, marked_by_id: int | None
) -> None:
    """Mark what stands beside an invented cycle."""
    scene.ledger.add(
        CycleMark, cycle_id=cycle_id, kind=kind, reached_on=reached_on, marked_by_id=marked_by_id
    )


def _add_goal(
    scene: Scene,
    client_id: int,
    number: int,
    worded: tuple[str, str],
    values: Sequence[int],
    cycles: Sequence[DatedCycle],
    said_last: str = "",
) -> None:
    """A goal with the first value for its start, and the next ones for the cycles in their order."""
    if scene.scale_id is None:
        return
    set_on = cycles[0].reviewed_on - timedelta(days=5)
    goal_id = scene.ledger.add(
        Goal,
        uuid=scene.make_uuid(),
        client_id=client_id,
        number=number,
        question=worded[0],
        would_know=worded[1],
        scale_id=scene.scale_id,
        set_on=set_on,
        ended_on=None,
        created_at=scene.at(set_on),
    )
    for turn, value in enumerate(values):
        cycle = cycles[turn - 1] if turn else None
        day = cycle.reviewed_on if cycle else set_on
        is_last = bool(said_last) and turn == len(values) - 1
        said = scene.chance.choice(SAID) if scene.happens(SHARE_WITH_WORDS) else ""
        scene.ledger.add(
            GoalRating,
            uuid=scene.make_uuid(),
            goal_id=goal_id,
            occasion=Occasion.CYCLE if cycle else Occasion.BASELINE,
            cycle_id=cycle.cycle_id if cycle else None,
            value=value,
            words=said_last if is_last else said,
            rated_on=day,
            recorded_at=scene.at(day),
        )
