"""How far the work on a film is: a share, and in words what it waits for or how long it will take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from app.core import clock
from app.jobs.attempts import OUR_FAULT
from app.jobs.models import Job, JobState
from app.jobs.turns import find_place

ENOUGH_SHARE, ENOUGH_TIME = 0.04, timedelta(seconds=4)
"""From when on the pace of a copy says how long the rest takes."""

STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60)
"""Minutes that are spoken of: a guess is rounded up to one of these, so that it does not jump about."""

TRIED_AGAIN = "Something stood in the way. It is tried again by itself in a few minutes."
FAR_BACK = "Many films are before it."


@dataclass(frozen=True, slots=True)
class FilmProgress:
    """``share`` runs from 0 to 1. ``words`` are a sentence, or None where there is nothing true to add."""

    share: float | None = None
    words: str | None = None
    waits: bool = False
    """Whether it is in the queue, so that nobody works on it at this moment."""


def format_time_left(seconds: float) -> str:
    """A rough time in words, never shorter than it is."""
    minutes = ceil(seconds / 60)
    if minutes <= 1:
        return "Less than a minute left."
    if minutes > STEPS[-1]:
        return f"About {ceil(minutes / 60)} hours left."
    return f"About {next(step for step in STEPS if step >= minutes)} minutes left."


def describe_job(
    job: Job, shares: tuple[float, float] = (0.0, 1.0), *, is_even: bool = True
) -> FilmProgress:
    """How far a film is by the job that makes it, which leads from the first of these shares to the other.

    Only where it goes on at an even pace can be told how long it takes: opening a film is short.
    """
    start, end = shares
    if job.state is JobState.WAITING:
        return FilmProgress(start or None, _tell_place(job), waits=True)
    return FilmProgress(start + job.progress * (end - start), _tell_time(job) if is_even else None)


def _tell_place(job: Job) -> str | None:
    if job.failure not in {OUR_FAULT, None}:
        return job.failure
    if job.due_at > clock.now():
        return TRIED_AGAIN
    before = find_place(job.id)
    if before is None:
        return FAR_BACK
    return {0: "It is next.", 1: "One film is before it."}.get(
        before, f"{before} films are before it."
    )


def _tell_time(job: Job) -> str | None:
    if job.started_at is None or job.progress < ENOUGH_SHARE:
        return None
    took = clock.now() - job.started_at
    if took < ENOUGH_TIME:
        return None
    return format_time_left(took.total_seconds() * (1 - job.progress) / job.progress)
