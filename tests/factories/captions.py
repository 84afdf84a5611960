"""Lines under films, made straight in the database."""

from __future__ import annotations

from app.clips.captions.models import Caption
from app.clips.models import Clip
from app.core import clock
from app.extensions import db


def make_caption(
    clip: Clip,
    words: str = "Look, a duck!",
    *,
    start_ms: int = 400,
    end_ms: int = 1200,
    is_held: bool = False,
) -> Caption:
    """One line; ``is_held`` where it waits for its author."""
    caption = Caption(clip_id=clip.id, start_ms=start_ms, end_ms=end_ms, words=words)
    caption.held_at = clock.now() if is_held else None
    db.session.add(caption)
    db.session.commit()
    return caption
