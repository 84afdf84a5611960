"""Errors of the domain, each named after the broken rule."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import ClassVar


class DomainError(Exception):
    """A rule of the field was broken.

    ``status`` is the HTTP answer it becomes, ``title`` the heading of its page and ``message`` says in plain
    words what the person can do next. A form shows ``message`` at ``field`` when the class names one. ``way_on`` is
    the endpoint of the page that helps, and the words of the button that leads there.
    """

    status: ClassVar[int] = 422
    title: ClassVar[str] = "That did not work"
    message: str = "Please check what you entered and try again."
    field: ClassVar[str | None] = None
    way_on: tuple[str, str] | None = None

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class NotFound(DomainError):
    """The thing does not exist, or not for this person: the two are never told apart."""

    status = 404
    title = "Page not found"
    message = "There is nothing at this address, or it is not shared with you."


class Forbidden(DomainError):
    """The thing is visible, but this person may not do this to it."""

    status = 403
    title = "Not open to you"
    message = "Your role does not allow this. If you think it should, ask your supervisor or the association."


class Conflict(DomainError):
    """Somebody, or another tab, was faster."""

    status = 409
    title = "That has changed meanwhile"
    message = "Somebody else changed this while you were working. Reload the page and look again."


class TooSoon(DomainError):
    """Somebody, or a program, must wait; ``wait_s`` is how many seconds."""

    status = 429

    def __init__(self, wait: timedelta, message: str | None = None) -> None:
        self.wait_s = max(1, ceil(wait.total_seconds()))
        super().__init__(message)
