"""Stills of films, drawn and sealed."""

from __future__ import annotations

import io
from uuid import uuid4

from PIL import Image

from app.clips.films import film_store
from app.clips.models import Clip
from app.clips.stills.models import Still
from app.extensions import db
from tests.factories.clips import store_bytes


def make_still(
    clip: Clip, frame: int, content: bytes = b"picture", *, is_kept: bool = True
) -> Still:
    """A still of this frame whose sealed picture is ``content``."""
    still = Still(
        clip=clip,
        frame=frame,
        at_ms=frame * 40,
        is_kept=is_kept,
        storage_key=f"films/{clip.uuid}/still/{uuid4().hex}",
    )
    store_bytes(str(still.storage_key), content)
    db.session.add(still)
    db.session.commit()
    return still


def make_waiting_still(clip: Clip, frame: int, *, is_kept: bool = False) -> Still:
    """A still that was asked for and is not drawn yet."""
    still = Still(clip=clip, frame=frame, at_ms=frame * 40, is_kept=is_kept)
    db.session.add(still)
    db.session.commit()
    return still


def open_still(still: Still) -> Image.Image:
    """The picture of a drawn still."""
    assert still.storage_key is not None
    reader = film_store().open_reader(still.storage_key)
    return Image.open(io.BytesIO(b"".join(reader.read(0, reader.length))))


def draw_picture(width: int = 320, height: int = 180, colour: str = "teal") -> bytes:
    """A JPEG of one colour."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "JPEG")
    return target.getvalue()
