"""What the worker does for files on their way in."""

from __future__ import annotations

from datetime import timedelta

from app.clips.annotations.imports.services import clear_old_imports
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work


@periodic("annotations.clear_old", every=timedelta(hours=6))
def clear_old(work: Work) -> None:
    """Forget what was read and never answered."""
    with work.step():
        clear_old_imports(SYSTEM)
