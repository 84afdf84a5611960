"""What the worker does for stills."""

from __future__ import annotations

from app.clips.stills.drawing import draw_stills
from app.clips.stills.orders import DRAW_STILLS
from app.core.actor import SYSTEM
from app.jobs.registry import task
from app.jobs.work import Work


@task(DRAW_STILLS, attempts=4)
def draw(work: Work) -> None:
    """Draw what was asked for of one film."""
    draw_stills(SYSTEM, work)
