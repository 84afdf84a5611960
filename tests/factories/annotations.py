"""Files with annotations on their way in."""

from __future__ import annotations

from app.clips.annotations.imports.models import AnnotationImport
from app.clips.annotations.imports.reading.cues import read_cues
from app.clips.captions.webvtt import write_webvtt
from app.clips.models import Clip
from app.extensions import db


def make_staged(clip: Clip, words: str = "Look, a duck!") -> AnnotationImport:
    """A file with one line of captions that waits for a yes."""
    file = read_cues("".join(write_webvtt([(400, 1200, words)])))
    staged = AnnotationImport(clip_id=clip.id, content=file.write())
    db.session.add(staged)
    db.session.commit()
    return staged
