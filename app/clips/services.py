"""A film of a cycle, from the moment its owner begins to send it."""

from __future__ import annotations

from app.cases.models import Cycle, FilmKind
from app.clips.models import Clip
from app.clips.policies import can_film
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db


def start_clip(actor: Actor, cycle: Cycle, kind: FilmKind, size_bytes: int) -> Clip:
    """Begin a film of ``size_bytes`` at its place in the cycle. Only for the trainee whose cycle it is."""
    require(can_film(actor, cycle))
    clip = Clip(cycle=cycle, kind=kind, size_bytes=size_bytes)
    db.session.add(clip)
    db.session.flush()
    return clip
