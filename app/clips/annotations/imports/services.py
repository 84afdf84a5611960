"""Bringing annotations in from a file: looked at first, written after a yes, taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import InvalidRequestError

from app.audit.services import record_event
from app.clips.annotations.imports.errors import (
    ImportAnswered,
    ImportGone,
    NothingComesIn,
    TooMuchComesIn,
)
from app.clips.annotations.imports.models import KIND, AnnotationImport
from app.clips.annotations.imports.plan import (
    Film,
    Plan,
    PlannedLine,
    PlannedTurn,
    choose_targets,
    plan_file,
)
from app.clips.annotations.imports.policies import can_bring_in
from app.clips.annotations.imports.queries import find_last_import, list_terms
from app.clips.annotations.imports.reading.tiers import ReadFile
from app.clips.annotations.places import measure_film
from app.clips.annotations.queries import list_goals_by_number
from app.clips.captions.models import Caption
from app.clips.captions.queries import count_captions, list_captions
from app.clips.captions.services import MOST_LINES
from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.clips.moments.models import Moment, MomentTag
from app.clips.moments.services import choose_moments
from app.clips.turns.models import Turn
from app.clips.turns.queries import MOST_TURNS, count_turns
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.wording.models import KeptWords
from app.wording.services import forget_words_of

WAITS_FOR = timedelta(days=1)
"""How long what was read waits for a yes."""

UNDONE_WITHIN = timedelta(days=30)
"""How long what came in can be taken back as a whole."""


def stage_import(actor: Actor, clip: Clip, file: ReadFile) -> AnnotationImport:
    """Keep what was read, until somebody says yes, another file of the film takes its place, or a day has gone.

    Nothing else is written.
    """
    require(can_bring_in(actor, clip))
    lock_row(db.session(), clip)  # of two files at once one stays
    waiting = AnnotationImport.confirmed_at.is_(None) & (AnnotationImport.clip_id == clip.id)
    db.session.execute(sa.delete(AnnotationImport).where(waiting))
    staged = AnnotationImport(clip_id=clip.id, content=file.write())
    db.session.add(staged)
    db.session.flush()
    return staged


def plan_import(actor: Actor, staged: AnnotationImport, chosen: Mapping[str, str]) -> Plan:
    """What would come of the file, with the tiers as somebody chose them. Raises ImportAnswered."""
    require(can_bring_in(actor, staged.clip))
    if not staged.is_open:
        raise ImportAnswered
    file, clip = ReadFile.from_kept(staged.content), staged.clip
    frames = find_frames(actor, clip)
    film = Film(
        measure_film(clip, frames), frames, list_goals_by_number(actor, clip), list_terms(actor)
    )
    return plan_file(file, choose_targets(file, chosen), film)


def confirm_import(
    actor: Actor,
    staged: AnnotationImport,
    plan: Plan,
    *,
    replaces: bool = False,
) -> AnnotationImport:
    """Write what comes of the file, all of it or nothing; ``replaces``: the film's captions give way to those that come.

    Raises ImportAnswered, NothingComesIn, TooMuchComesIn, and what `choose_moments` raises.
    """
    require(can_bring_in(actor, staged.clip))
    _lock(staged)
    if not staged.is_open:
        raise ImportAnswered
    if plan.count == 0:
        raise NothingComesIn
    clip = staged.clip
    replaced = _give_way(actor, clip) if replaces and plan.captions else []
    made = {
        "captions": _write_captions(actor, clip, plan.captions),
        "moments": _write_moments(actor, clip, plan),
        "turns": _write_turns(actor, clip, plan.turns),
        "replaced": replaced,
    }
    staged.content, staged.made, staged.confirmed_at = {}, made, clock.now()
    record_event(actor, "annotations.brought_in", "clip", clip.uuid)
    db.session.flush()
    return staged


def cancel_import(actor: Actor, staged: AnnotationImport) -> None:
    """Put the file away unread. Raises ImportAnswered."""
    require(can_bring_in(actor, staged.clip))
    _lock(staged)
    if not staged.is_open:
        raise ImportAnswered
    db.session.delete(staged)
    db.session.flush()


def undo_import(actor: Actor, confirmed: AnnotationImport) -> None:
    """Take back everything that came of the last file, changed since or not, and bring back the captions that gave way.

    Raises ImportGone for any file but the last.
    """
    require(can_bring_in(actor, confirmed.clip))
    _lock(confirmed)
    last = find_last_import(actor, confirmed.clip)
    if last is None or last.id != confirmed.id:
        raise ImportGone
    made = confirmed.made
    _forget_words(actor, confirmed)
    for kind, name in ((Caption, "captions"), (Turn, "turns")):
        db.session.execute(sa.delete(kind).where(kind.uuid.in_(_read_uuids(made[name]))))
    _remove_moments(_read_uuids(made["moments"]))
    if made["replaced"]:
        db.session.execute(sa.insert(Caption), [_return(line) for line in made["replaced"]])
    confirmed.made, confirmed.undone_at = {}, clock.now()
    record_event(actor, "annotations.taken_back", "clip", confirmed.clip.uuid)
    db.session.flush()


def clear_old_imports(actor: Actor) -> None:
    """Forget what nobody answered, and what came in too long ago to be taken back."""
    require(actor.is_system)
    old = sa.or_(
        AnnotationImport.confirmed_at.is_(None)
        & (AnnotationImport.created_at < clock.now() - WAITS_FOR),
        AnnotationImport.created_at < clock.now() - UNDONE_WITHIN,
    )
    db.session.execute(sa.delete(AnnotationImport).where(old))


def _lock(brought: AnnotationImport) -> None:
    """Let nobody else bring anything into the film meanwhile. Raises ImportAnswered where another file took its place."""
    lock_row(db.session(), brought.clip)
    try:
        lock_row(db.session(), brought)
    except InvalidRequestError as error:
        raise ImportAnswered from error


def _give_way(actor: Actor, clip: Clip) -> list[dict[str, Any]]:
    """Take the captions away that are there; what is needed to bring them back."""
    there = list_captions(actor, clip)
    forget_words_of(actor, [line.uuid for line in there])
    lines = [
        {
            "uuid": str(line.uuid),
            "clip_id": clip.id,
            "start_ms": line.anchor.start_ms,
            "end_ms": line.anchor.end_ms,
            "words": line.words,
            "is_held": line.held_at is not None,
        }
        for line in there
    ]
    db.session.execute(sa.delete(Caption).where(Caption.clip_id == clip.id))
    return lines


def _forget_words(actor: Actor, confirmed: AnnotationImport) -> None:
    """What was pointed out in the file itself is on record under the film, with the words of other files."""
    made = confirmed.made
    forget_words_of(actor, _read_uuids([*made["captions"], *made["moments"]]))
    of_file = (KeptWords.subject_id == confirmed.clip.uuid) & (KeptWords.kind == KIND)
    said = sa.update(KeptWords).where(of_file, KeptWords.kept_at >= confirmed.confirmed_at)
    db.session.execute(said.values(excerpt="", because=""))


def _return(line: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: line[name] for name in ("clip_id", "start_ms", "end_ms", "words")}
    held_at = clock.now() if line["is_held"] else None
    return kept | {"uuid": UUID(line["uuid"]), "held_at": held_at}


def _write_captions(actor: Actor, clip: Clip, lines: Sequence[PlannedLine]) -> list[str]:
    if not lines:
        return []
    if count_captions(actor, clip) + len(lines) > MOST_LINES:
        raise TooMuchComesIn(f"A film takes {MOST_LINES:,} lines of captions.")
    rows = [
        {
            "uuid": uuid4(),
            "clip_id": clip.id,
            "start_ms": line.anchor.start_ms,
            "end_ms": line.anchor.end_ms,
            "words": line.words,
            "held_at": clock.now() if line.is_held else None,
        }
        for line in lines
    ]
    db.session.execute(sa.insert(Caption), rows)
    return [str(row["uuid"]) for row in rows]


def _write_moments(actor: Actor, clip: Clip, plan: Plan) -> list[str]:
    if not plan.moments:
        return []
    return [str(moment.uuid) for moment in choose_moments(actor, clip, plan.moments)]


def _write_turns(actor: Actor, clip: Clip, turns: Sequence[PlannedTurn]) -> list[str]:
    frames = find_frames(actor, clip)
    if not turns or frames is None:
        return []
    if count_turns(actor, clip) + len(turns) > MOST_TURNS:
        raise TooMuchComesIn(f"A film takes {MOST_TURNS:,} turns.")
    rows = [
        {
            "uuid": uuid4(),
            "clip_id": clip.id,
            "party": turn.party,
            "kind": turn.kind,
            "start_frame": turn.frame,
            "start_ms": frames.start_ms(turn.frame),
            "end_ms": turn.end_ms,
        }
        for turn in turns
    ]
    db.session.execute(sa.insert(Turn), rows)
    return [str(row["uuid"]) for row in rows]


def _remove_moments(uuids: Sequence[UUID]) -> None:
    """What was put on a board from them stays there, with frames of its own."""
    those = sa.select(Moment.id).where(Moment.uuid.in_(uuids)).scalar_subquery()
    db.session.execute(sa.delete(MomentTag).where(MomentTag.moment_id.in_(those)))
    db.session.execute(sa.delete(Moment).where(Moment.uuid.in_(uuids)))


def _read_uuids(texts: Sequence[str]) -> list[UUID]:
    return [UUID(text) for text in texts]
