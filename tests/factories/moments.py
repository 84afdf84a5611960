"""Moments and turns of invented films, made straight in the database."""

from __future__ import annotations

from uuid import UUID

from app.cases.goals.models import Goal
from app.clips.models import Clip
from app.clips.moments.models import Moment, MomentTag
from app.clips.turns.models import Turn, TurnKind
from app.extensions import db
from app.frameworks.models import Principle, PrincipleItem
from app.frameworks.parties import Party
from app.frameworks.queries import find_vocabulary

FRAME_MS = 40
"""How long a frame of `make_clip` is shown."""


def get_vocabulary_uuid() -> UUID:
    """Where the vocabulary in force stands."""
    vocabulary = find_vocabulary()
    assert vocabulary is not None
    return vocabulary.uuid


def find_principle(code: str) -> Principle:
    """A principle of the vocabulary in force."""
    vocabulary = find_vocabulary()
    assert vocabulary is not None
    return next(p for p in vocabulary.principles if p.code == code)


def make_moment(
    clip: Clip,
    *,
    start_frame: int = 5,
    end_frame: int = 20,
    title: str = "",
    note: str = "He looks up, and she waits.",
    reason: str = "",
    goal: Goal | None = None,
    code: str = "EI",
    item: PrincipleItem | None = None,
) -> Moment:
    """A moment of a film of 40 ms frames in which the client is tagged with one principle."""
    tag = MomentTag(party=Party.CLIENT, principle=find_principle(code), item=item)
    moment = Moment(
        clip=clip,
        start_frame=start_frame,
        end_frame=end_frame,
        start_ms=start_frame * FRAME_MS,
        end_ms=end_frame * FRAME_MS,
        title=title,
        note=note,
        reason=reason,
        goal=goal,
        tags=[tag],
    )
    db.session.add(moment)
    db.session.commit()
    return moment


def make_turn(clip: Clip, *, frame: int = 10, party: Party = Party.CHILD) -> Turn:
    """An initiative in a film of 40 ms frames."""
    turn = Turn(
        clip=clip,
        party=party,
        kind=TurnKind.INITIATIVE,
        start_frame=frame,
        start_ms=frame * FRAME_MS,
    )
    db.session.add(turn)
    db.session.commit()
    return turn
