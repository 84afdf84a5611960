"""Which handler does which work: features register theirs in `tasks.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from app.jobs.work import Work

Handler: TypeAlias = Callable[[Work], None]
OnFailure: TypeAlias = Callable[[Mapping[str, Any], str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work. ``attempts`` counts the first; ``every`` is set where it repeats by itself.

    Of work that takes long only so many run at once as a worker has threads for it; short work finds one free.
    """

    name: str
    handler: Handler
    attempts: int
    on_failure: OnFailure | None = None
    every: timedelta | None = None
    takes_long: bool = False


_tasks: dict[str, Task] = {}


def task(
    name: str,
    *,
    attempts: int = 3,
    on_failure: OnFailure | None = None,
    takes_long: bool = False,
) -> Callable[[Handler], Handler]:
    """Register the handler of the jobs called ``name``.

    A job may run more than once: its worker can be killed at any moment. A DomainError is final; after any other
    error the job is tried again, ``attempts`` times in all, and after NotNow however often. ``on_failure(arguments, message)`` runs in the
    transaction that marks the job as failed; ``message`` is in plain words. Raises ValueError on a second handler.
    """

    def register(handler: Handler) -> Handler:
        _add(Task(name, handler, attempts, on_failure, takes_long=takes_long))
        return handler

    return register


def periodic(name: str, *, every: timedelta, attempts: int = 3) -> Callable[[Handler], Handler]:
    """Register work that repeats ``every`` so often, however many workers there are; it gets no arguments."""

    def register(handler: Handler) -> Handler:
        _add(Task(name, handler, attempts, every=every))
        return handler

    return register


def find_task(name: str) -> Task | None:
    """The work of this name, where this process knows it."""
    return _tasks.get(name)


def list_names() -> Iterable[str]:
    """The names of all work this process can do."""
    return _tasks.keys()


def list_short_names() -> Iterable[str]:
    """The names of the work that does not take long."""
    return [task.name for task in _tasks.values() if not task.takes_long]


def list_schedules() -> dict[str, timedelta]:
    """What repeats by itself, and how often."""
    return {task.name: task.every for task in _tasks.values() if task.every is not None}


def _add(new: Task) -> None:
    if new.name in _tasks:
        raise ValueError(f"two handlers for {new.name}")
    _tasks[new.name] = new
