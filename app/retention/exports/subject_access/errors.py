"""The rules that hold when a family asks what is kept."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class AskedInFuture(DomainError):
    """A question is passed on after it was asked."""

    title = "That date is still to come"
    message = "Enter the day the family asked, today at the latest."
    field = "asked_on"


class AnsweredAlready(Conflict):
    """What was asked for once is not taken out for ever."""

    title = "This was answered"
    message = "It was taken out more than a week ago. If the family asks again, the office passes its question on anew."
