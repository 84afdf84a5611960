"""What goes no further when the work with a client has ended."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class CaseClosed(Conflict):
    """Nothing begins in a closed case."""

    title = "This case is closed"
    message = "Open it again on the client’s page first; then the work goes on."


class CaseOpen(Conflict):
    """It is open already."""

    title = "This case is open"
    message = "Somebody opened it again a moment ago. Reload the page."


class ClosedInFuture(DomainError):
    """A case is closed when the work has ended, not before it began."""

    title = "Choose another day"
    message = (
        "Enter the day on which the work ended: today at the latest, and after the last cycle."
    )
    field = "closed_on"
