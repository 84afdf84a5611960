"""What the worker does so that films go when they must."""

from __future__ import annotations

from datetime import timedelta

from app.cases.consents.orders import ERASE_WITHOUT_CONSENT
from app.clips.keeping.orders import ERASE_CLIP
from app.core.actor import SYSTEM
from app.drafts.services import sweep_drafts
from app.jobs.registry import periodic, task
from app.jobs.work import Work
from app.retention.runs.services import run_retention
from app.retention.services import (
    erase_clip,
    erase_without_consent,
    look_again,
    resume_erasures,
)

ATTEMPTS = 6
"""With the queue's growing delays somebody may write a film, or its storage be away, for an hour; after that
`resume` asks again."""


@task(ERASE_CLIP, attempts=ATTEMPTS)
def erase(work: Work) -> None:
    """Erase one film."""
    erase_clip(SYSTEM, work)


@task(ERASE_WITHOUT_CONSENT, attempts=ATTEMPTS)
def erase_unpermitted(work: Work) -> None:
    """Erase what a family no longer permits."""
    erase_without_consent(SYSTEM, work)


@periodic("retention.resume", every=timedelta(hours=1))
def resume(work: Work) -> None:
    """Go on with erasures that were given up."""
    resume_erasures(SYSTEM, work)


@periodic("retention.run", every=timedelta(days=1))
def run(work: Work) -> None:
    """Let go what is due, tell people of what goes soon, look again at what has gone, and forget old drafts."""
    for _ in run_retention(SYSTEM, work.step):
        pass
    look_again(SYSTEM)
    with work.step(last=True):
        sweep_drafts(SYSTEM)
