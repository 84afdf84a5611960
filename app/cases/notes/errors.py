"""What can be wrong with a mark beside a cycle."""

from __future__ import annotations

from app.core.errors import DomainError


class MarkInFuture(DomainError):
    """Something is ticked once it is done."""

    title = "That day is still to come"
    message = "Enter the day it was done, today at the latest."
    field = "reached_on"


class MarkBeforeFilming(DomainError):
    """There are no moments before there is a film."""

    title = "That is before the filming"
    message = "The interaction was filmed later than this day. Please check the day."
    field = "reached_on"
