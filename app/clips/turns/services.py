"""Marking turns along a film, moving them by frames, and taking them away."""

from __future__ import annotations

from collections.abc import Sequence

from app.audit.services import record_event
from app.clips.frames.index import FrameIndex
from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.clips.turns import errors, queries
from app.clips.turns.marked import Marked
from app.clips.turns.models import Turn
from app.clips.turns.policies import can_mark
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db


def mark_turns(actor: Actor, clip: Clip, marks: Sequence[Marked]) -> int:
    """Put these turns on the film, all or none; how many were new. Those sent before under their uuid stay as they are.

    Raises MarkingNotOpen, TurnOutsideFilm, TooManyTurns.
    """
    require(can_mark(actor, clip))
    frames = _get_frames(actor, clip)
    known = queries.list_known(actor, clip, [mark.uuid for mark in marks])
    new = {mark.uuid: mark for mark in marks if mark.uuid not in known}
    if new and queries.count_turns(actor, clip) + len(new) > queries.MOST_TURNS:
        raise errors.TooManyTurns
    turns = []
    for mark in new.values():
        turn = Turn(uuid=mark.uuid, clip=clip, party=mark.party, kind=mark.kind)
        _put(turn, mark.frame, frames)
        turns.append(turn)
    with refusing(db.session(), {"uq_turn_uuid": Conflict}):
        db.session.add_all(turns)
    if turns:
        record_event(actor, "turns.marked", "clip", clip.uuid)
    return len(turns)


def move_turn(actor: Actor, turn: Turn, by_frames: int) -> None:
    """Put a turn some frames later, or earlier where negative. Raises MarkingNotOpen, TurnOutsideFilm."""
    require(can_mark(actor, turn.clip))
    lock_row(db.session(), turn)
    _put(turn, turn.start_frame + by_frames, _get_frames(actor, turn.clip))
    record_event(actor, "turn.moved", "turn", turn.uuid)


def remove_turn(actor: Actor, turn: Turn) -> None:
    """Take a turn away."""
    require(can_mark(actor, turn.clip))
    db.session.delete(turn)
    db.session.flush()
    record_event(actor, "turn.removed", "turn", turn.uuid)


def _get_frames(actor: Actor, clip: Clip) -> FrameIndex:
    frames = find_frames(actor, clip)
    if frames is None:
        raise errors.MarkingNotOpen
    return frames


def _put(turn: Turn, frame: int, frames: FrameIndex) -> None:
    if not 0 <= frame < frames.count:
        raise errors.TurnOutsideFilm
    turn.start_frame, turn.start_ms = frame, frames.start_ms(frame)
