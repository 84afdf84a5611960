"""What the worker does about stills by itself."""

from __future__ import annotations

from datetime import timedelta

from app.clips.stills.services import draw_waiting
from app.clips.unneeded_stills.services import forget_unneeded
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work


@periodic("clips.tidy_stills", every=timedelta(hours=1))
def tidy(work: Work) -> None:
    """Forget what nothing shows, and draw what still waits."""
    with work.step(last=True):
        forget_unneeded(SYSTEM)
        draw_waiting(SYSTEM)
