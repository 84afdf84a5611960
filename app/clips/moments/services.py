"""Choosing moments of a film, changing them, and taking them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from uuid import UUID, uuid4

import sqlalchemy as sa

from app.audit.services import record_event
from app.cases.models import FilmKind
from app.cases.notes.models import MarkKind
from app.cases.notes.services import mark_cycle
from app.clips.frames.index import FrameIndex
from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.clips.moments import errors, queries
from app.clips.moments.described import Described, Tagging
from app.clips.moments.models import Moment, MomentTag
from app.clips.moments.policies import can_choose
from app.clips.stills.choosing import choose_frames
from app.clips.stills.services import ask_for_stills
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.core.time_range import TimeRange
from app.extensions import db
from app.wording.services import forget_words_of


def choose_moment(
    actor: Actor, clip: Clip, described: Described, *, uuid: UUID | None = None
) -> Moment:
    """Choose seconds of a film, brought to its frames: from the frame shown at the start up to the one that begins at the
    end or after it. Sent twice under one uuid, it is one moment.

    Raises ChoosingNotOpen, MomentOutsideFilm, MomentWithoutEnd, TooManyMoments, GoalOfSomebodyElse.
    """
    require(can_choose(actor, clip))
    if uuid and (sent := queries.find_moment_in(actor, clip, uuid)):
        return sent
    [moment] = choose_moments(actor, clip, [described], uuids=[uuid or uuid4()])
    return moment


def choose_moments(
    actor: Actor, clip: Clip, described: Sequence[Described], *, uuids: Sequence[UUID] = ()
) -> Sequence[Moment]:
    """Choose several at once, all or none; raises as `choose_moment` does."""
    require(can_choose(actor, clip))
    frames = _get_frames(actor, clip)
    if queries.count_moments(actor, clip) + len(described) > queries.MOST_MOMENTS:
        raise errors.TooManyMoments
    moments = []
    for number, one in enumerate(described):
        moment = Moment(uuid=uuids[number] if uuids else uuid4(), clip=clip)
        _describe(moment, clip, one, frames)
        moment.tags = _build_tags(one.tags)
        moments.append(moment)
    with refusing(db.session(), {"uq_moment_uuid": Conflict}):
        db.session.add_all(moments)
    for moment in moments:
        record_event(actor, "moment.chosen", "moment", moment.uuid)
    _show(actor, clip, moments)
    if clip.kind is FilmKind.INTERACTION:
        mark_cycle(actor, clip.cycle, MarkKind.MOMENTS_CHOSEN)
    return moments


def change_moment(actor: Actor, moment: Moment, described: Described) -> None:
    """Say anew where a moment is and what is seen in it; tags that stay keep the version of their words.

    Raises ChoosingNotOpen, MomentOutsideFilm, MomentWithoutEnd, GoalOfSomebodyElse.
    """
    require(can_choose(actor, moment.clip))
    lock_row(db.session(), moment)
    _describe(moment, moment.clip, described, _get_frames(actor, moment.clip))
    moment.changed_at = clock.now()
    wanted = {tag.key: tag for tag in described.tags}
    present = {(tag.party, tag.principle_id, tag.item_id): tag for tag in moment.tags}
    gone = [tag.id for key, tag in present.items() if key not in wanted]
    db.session.execute(sa.delete(MomentTag).where(MomentTag.id.in_(gone)))
    added = _build_tags(tag for key, tag in wanted.items() if key not in present)
    for tag in added:
        tag.moment_id = moment.id
    db.session.add_all(added)
    db.session.flush()
    db.session.expire(moment, ["tags"])
    record_event(actor, "moment.changed", "moment", moment.uuid)
    _show(actor, moment.clip, [moment])


def remove_moment(actor: Actor, moment: Moment) -> None:
    """Take a moment away. What was put on a board from it stays there, with frames of its own."""
    require(can_choose(actor, moment.clip))
    forget_words_of(actor, [moment.uuid])
    db.session.execute(sa.delete(MomentTag).where(MomentTag.moment_id == moment.id))
    db.session.execute(sa.delete(Moment).where(Moment.id == moment.id))
    record_event(actor, "moment.removed", "moment", moment.uuid)


def _show(actor: Actor, clip: Clip, moments: Iterable[Moment]) -> None:
    """Have drawn what shows each of these moments."""
    frames = [choose_frames(moment.start_frame, moment.end_frame) for moment in moments]
    ask_for_stills(actor, clip, chain.from_iterable(frames))


def _get_frames(actor: Actor, clip: Clip) -> FrameIndex:
    frames = find_frames(actor, clip)
    if frames is None:
        raise errors.ChoosingNotOpen
    return frames


def _describe(moment: Moment, clip: Clip, described: Described, frames: FrameIndex) -> None:
    goal = described.goal
    if goal is not None and goal.client_id != clip.cycle.client_id:
        raise errors.GoalOfSomebodyElse
    moment.start_frame, moment.end_frame = _snap(described.anchor, clip, frames)
    moment.anchor = TimeRange(
        frames.start_ms(moment.start_frame), frames.start_ms(moment.end_frame)
    )
    moment.title, moment.note = described.title, described.note
    moment.reason, moment.goal = described.reason, goal


def _snap(anchor: TimeRange, clip: Clip, frames: FrameIndex) -> tuple[int, int]:
    """The first frame of a stretch and the first after it; sound that runs on after the last frame counts to that."""
    if anchor.end_ms is None:
        raise errors.MomentWithoutEnd
    length_ms = frames.start_ms(frames.count)
    if anchor.start_ms >= length_ms:
        raise errors.MomentOutsideFilm("start", length_ms)
    if anchor.end_ms > max(length_ms, clip.duration_ms or 0):
        raise errors.MomentOutsideFilm("end", length_ms)
    return frames.find_frame(anchor.start_ms), frames.find_end(anchor.end_ms)


def _build_tags(tags: Iterable[Tagging]) -> list[MomentTag]:
    once = {tag.key: tag for tag in tags}
    return [
        MomentTag(party=tag.party, principle_id=tag.principle.id, item_id=tag.item and tag.item.id)
        for tag in once.values()
    ]
