"""What was written about a film, read for a file; a few queries, however much there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from app.cases.goals.models import Goal
from app.cases.models import Cycle
from app.clips.annotations.places import describe_film, find_place
from app.clips.annotations.records import (
    Annotations,
    CaptionRecord,
    CommentRecord,
    MomentRecord,
    TagRecord,
    Term,
    TurnRecord,
)
from app.clips.captions.queries import list_captions
from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.clips.moments.models import Moment, MomentTag
from app.clips.moments.queries import list_moments
from app.clips.policies import talk_visible_to
from app.clips.turns.queries import list_turns
from app.core.actor import Actor
from app.extensions import db
from app.frameworks.models import Principle, PrincipleItem, Vocabulary
from app.frameworks.queries import find_vocabulary


def read_annotations(
    actor: Actor, clip: Clip, comments: Sequence[CommentRecord] = ()
) -> Annotations:
    """Everything the actor may read of what was written about this film; lines that wait for their author are left out.

    ``comments`` are handed in by the feature that has them.
    """
    frames = find_frames(actor, clip)
    moments = list_moments(actor, clip)
    versions = _list_versions()
    numbers = {goal.id: number for number, goal in list_goals_by_number(actor, clip).items()}
    return Annotations(
        film=describe_film(clip, frames),
        moments=[
            MomentRecord(
                find_place(frames, moment.start_ms, moment.end_ms),
                moment.title,
                moment.note,
                moment.reason,
                numbers.get(moment.goal_id or 0),
                [TagRecord(tag.party, _name(tag, versions)) for tag in moment.tags],
            )
            for moment in moments
        ],
        turns=[
            TurnRecord(find_place(frames, turn.start_ms, turn.end_ms), turn.party, turn.kind)
            for turn in list_turns(actor, clip)
        ],
        captions=[
            CaptionRecord(find_place(frames, line.anchor.start_ms, line.anchor.end_ms), line.words)
            for line in list_captions(actor, clip)
            if line.held_at is None
        ],
        comments=comments,
        terms=_list_terms(moments, versions),
    )


def list_goals_by_number(actor: Actor, clip: Clip) -> Mapping[int, Goal]:
    """Number -> goal, of the family in a film of which the actor may read the words."""
    goals = db.session.scalars(
        sa.select(Goal)
        .join(Cycle, Cycle.client_id == Goal.client_id)
        .join(Clip, Clip.cycle_id == Cycle.id)
        .where(Clip.id == clip.id, talk_visible_to(actor))
    )
    return {goal.number: goal for goal in goals}


def _list_versions() -> Mapping[int, int]:
    rows = db.session.execute(sa.select(Vocabulary.id, Vocabulary.number))
    return {row.id: row.number for row in rows}


def _name(tag: MomentTag, versions: Mapping[int, int]) -> Term:
    return _build_term(tag.principle, tag.item, versions)


def _build_term(
    principle: Principle, item: PrincipleItem | None, versions: Mapping[int, int]
) -> Term:
    version = versions.get(principle.vocabulary_id, 0)
    if item is None:
        return Term(principle.uuid, principle.code, principle.name, version)
    return Term(item.uuid, principle.code, item.words, version)


def _list_terms(moments: Sequence[Moment], versions: Mapping[int, int]) -> list[Term]:
    """What is offered now, and what was used of earlier versions."""
    vocabulary = find_vocabulary()
    offered = [
        _build_term(principle, item, versions)
        for principle in (vocabulary.principles if vocabulary else [])
        for item in (None, *principle.items)
    ]
    used = [_name(tag, versions) for moment in moments for tag in moment.tags]
    return list(dict.fromkeys([*offered, *used]))
