"""Writing the lines under a film."""

from __future__ import annotations

from uuid import UUID, uuid4

from app.audit.services import record_event
from app.clips.captions.errors import (
    FilmNotCaptioned,
    LineOutsideFilm,
    LineWithoutEnd,
    NothingToReturn,
    TooManyLines,
)
from app.clips.captions.models import Caption
from app.clips.captions.policies import can_caption
from app.clips.captions.queries import count_captions, find_caption
from app.clips.captions.removed import name_removed, note_removed, read_removed
from app.clips.models import Clip
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.core.time_range import TimeRange
from app.drafts.queries import find_draft
from app.drafts.services import forget_draft, keep_draft
from app.extensions import db
from app.wording.reading import read_words
from app.wording.services import forget_words_of

MOST_LINES = 3000
"""Lines of one film: two hours of quick talk."""


def write_caption(
    actor: Actor,
    clip: Clip,
    *,
    anchor: TimeRange,
    words: str,
    is_held: bool = False,
    uuid: UUID | None = None,
) -> Caption:
    """Put a line under a film. ``is_held``: it waits for its author, and nobody else sees it.

    Sent twice under one ``uuid``, it makes one line. Raises FilmNotCaptioned, LineWithoutEnd, LineOutsideFilm,
    TooManyLines.
    """
    require(can_caption(actor, clip))
    _check_anchor(clip, anchor)
    uuid = uuid or uuid4()
    if (sent := find_caption(actor, clip, uuid)) is not None:
        return sent
    count = count_captions(actor, clip)
    if count >= MOST_LINES:
        raise TooManyLines
    caption = Caption(uuid=uuid, clip_id=clip.id, anchor=anchor, words=words)
    caption.held_at = clock.now() if is_held else None
    with refusing(db.session(), {"uq_caption_uuid": Conflict}):
        db.session.add(caption)
    if count == 0:  # a line every few seconds: the trail holds that it was begun
        record_event(actor, "captions.begun", "clip", clip.uuid)
    return caption


def reword_caption(
    actor: Actor, caption: Caption, *, anchor: TimeRange, words: str, is_held: bool = False
) -> Caption:
    """Change a line, or when it stands. Raises FilmNotCaptioned, LineWithoutEnd, LineOutsideFilm."""
    require(can_caption(actor, caption.clip))
    _check_anchor(caption.clip, anchor)
    caption.anchor, caption.words = anchor, words
    caption.held_at = clock.now() if is_held else None
    record_event(actor, "caption.changed", "caption", caption.uuid)
    db.session.flush()
    return caption


def remove_caption(actor: Actor, caption: Caption) -> None:
    """Take a line away. It waits among its author's unsent words, so that the last one can be put back."""
    require(can_caption(actor, caption.clip))
    keep_draft(actor, name_removed(caption.clip), note_removed(caption).write())
    forget_words_of(actor, [caption.uuid])
    db.session.delete(caption)
    record_event(actor, "caption.removed", "caption", caption.uuid)
    db.session.flush()


def return_caption(actor: Actor, clip: Clip) -> Caption:
    """Put the line back that was taken away last; where something is pointed out in it, it waits for its author once more.

    Raises NothingToReturn, and what `write_caption` raises.
    """
    require(can_caption(actor, clip))
    draft = find_draft(actor, name_removed(clip))
    line = read_removed(draft.body) if draft else None
    if line is None:
        raise NothingToReturn
    caption = write_caption(
        actor,
        clip,
        anchor=line.anchor,
        words=line.words,
        is_held=line.is_held or bool(read_words(line.words).findings),
        uuid=UUID(line.uuid),
    )
    forget_draft(actor, name_removed(clip))
    record_event(actor, "caption.returned", "caption", caption.uuid)
    return caption


def _check_anchor(clip: Clip, anchor: TimeRange) -> None:
    if not clip.state.can_play or clip.duration_ms is None:
        raise FilmNotCaptioned
    if anchor.end_ms is None:
        raise LineWithoutEnd
    if not anchor.fits(clip.duration_ms):
        raise LineOutsideFilm(clip.duration_ms)
