"""Filling a database with an invented association."""

from __future__ import annotations

from app.core.actor import Actor
from app.core.policy import require
from app.demonstration.association import invent_association
from app.demonstration.ledger import write_rows
from app.demonstration.queries import read_scene
from app.extensions import db


def seed_association(actor: Actor, people: int, seed: int) -> int:
    """Write an invented association of this many people; answers how many rows it took.

    The same seed on the same day, over the same pathways, gives the same association. Films are rows without bytes.
    """
    require(actor.is_system)
    scene = read_scene(actor, seed)
    invent_association(scene, people)
    return write_rows(db.session(), scene.ledger)
