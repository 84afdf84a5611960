"""What the worker does for edited films."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.clips.edited_films.rendering.attempts import render_film
from app.clips.edited_films.rendering.orders import REMOVE_RENDERING, RENDER_FILM
from app.clips.edited_films.rendering.services import (
    give_up,
    let_replaced_go,
    remove_rendering,
)
from app.core.actor import SYSTEM
from app.jobs.registry import periodic, task
from app.jobs.work import Work

PATIENT = 6
"""Attempts at a removal: its storage may be away for a while, or somebody still at it."""


def mark_failed(arguments: Mapping[str, Any], words: str) -> None:
    """Tell the owner why."""
    give_up(SYSTEM, arguments["rendering_id"], words)


@task(RENDER_FILM, attempts=3, on_failure=mark_failed, takes_long=True)
def render(work: Work) -> None:
    """Render one film."""
    render_film(SYSTEM, work)


@periodic("clips.let_replaced_go", every=timedelta(hours=1))
def sweep(work: Work) -> None:
    """Let films go that were made again, once nobody is showing them."""
    with work.step(last=True):
        let_replaced_go(SYSTEM)


@task(REMOVE_RENDERING, attempts=PATIENT)
def remove(work: Work) -> None:
    """Remove what is stored of one rendering."""
    remove_rendering(SYSTEM, work)
