"""What the worker does for films."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.clips.processing.leftovers import sweep_films
from app.clips.processing.orders import LIGHTEN_CLIP, PROCESS_CLIP, REVIEW_CLIP
from app.clips.processing.services import (
    catch_up,
    give_up,
    lighten_clip,
    process_clip,
    review_clip,
)
from app.core.actor import SYSTEM
from app.jobs.registry import periodic, task
from app.jobs.work import Work


def mark_failed(arguments: Mapping[str, Any], words: str) -> None:
    """Tell the owner why."""
    give_up(SYSTEM, arguments["clip_id"], words)


@task(PROCESS_CLIP, attempts=5, on_failure=mark_failed, takes_long=True)
def process(work: Work) -> None:
    """Open one film."""
    process_clip(SYSTEM, work)


@task(REVIEW_CLIP, attempts=5, on_failure=mark_failed, takes_long=True)
def review(work: Work) -> None:
    """Make its review copy."""
    review_clip(SYSTEM, work)


@task(LIGHTEN_CLIP, takes_long=True)
def lighten(work: Work) -> None:
    """Make what is wanted beside it; a film without is whole all the same."""
    lighten_clip(SYSTEM, work)


@periodic("clips.sweep_films", every=timedelta(hours=6))
def sweep(_work: Work) -> None:
    """Delete what nothing names."""
    sweep_films(SYSTEM)


@periodic("clips.catch_up", every=timedelta(hours=1))
def catch_up_earlier(_work: Work) -> None:
    """Give earlier films what new ones get."""
    catch_up(SYSTEM)
