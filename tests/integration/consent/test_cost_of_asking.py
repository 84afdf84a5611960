"""Every range of a film asks for consent: it is looked up from the film, and costs the same beside many clients."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.queries import build_actor
from app.clips.models import Clip
from app.clips.policies import visible_to
from app.extensions import db
from tests.integration.consent.scene import PURPOSE_OF, make_scene


@pytest.mark.parametrize("audience", PURPOSE_OF)
def test_one_film_is_found_by_look_ups_alone(app: Flask, audience: str) -> None:
    """SQLite tells how it will read: SCAN goes through a whole table, LIST through all that somebody may see."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what the tables hold")
    scene = make_scene()
    actor = build_actor(scene.people[audience])
    asked = sa.select(Clip.id).where(Clip.id == scene.clip.id, visible_to(actor))
    statement = asked.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[3] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {statement}"))]
    assert len(plan) > 5
    assert not [step for step in plan if step.startswith(("SCAN", "LIST"))], "\n".join(plan)
