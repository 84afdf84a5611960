"""What the worker does for films."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.clips.processing.leftovers import sweep_films
from app.clips.processing.orders import PROCESS_CLIP
from app.clips.processing.services import give_up, process_clip
from app.core.actor import SYSTEM
from app.jobs.registry import periodic, task
from app.jobs.work import Work


def mark_failed(arguments: Mapping[str, Any], words: str) -> None:
    """Tell the owner why."""
    give_up(SYSTEM, arguments["clip_id"], words)


@task(PROCESS_CLIP, attempts=5, on_failure=mark_failed)
def process(work: Work) -> None:
    """Prepare one film."""
    process_clip(SYSTEM, work)


@periodic("clips.sweep_films", every=timedelta(hours=6))
def sweep(_work: Work) -> None:
    """Delete what nothing names."""
    sweep_films(SYSTEM)
