"""What the worker does for imports."""

from __future__ import annotations

from datetime import timedelta

from app.association.imports.services import clear_old_imports
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work


@periodic("imports.clear_old", every=timedelta(hours=24))
def clear_old(work: Work) -> None:
    """Delete lines that were kept long enough."""
    with work.step():
        clear_old_imports(SYSTEM)
