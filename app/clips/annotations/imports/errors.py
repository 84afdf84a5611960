"""Why a file does not come in, or out again."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class ImportAnswered(Conflict):
    """A file is said yes to once."""

    title = "This file is dealt with"
    message = "It was brought in or put away meanwhile. Choose it again if you want it once more."


class ImportGone(Conflict):
    """Only what came in last is taken back as a whole, once."""

    title = "That cannot be taken back any more"
    message = "Another file came in after it, or it was taken back already. Take single things away on their own pages."


class NothingComesIn(DomainError):
    """Every tier is left out, or nothing in them can be used."""

    title = "Nothing would come in"
    message = (
        "Choose for at least one tier what it becomes, and look at why the rest cannot be used."
    )


class TooMuchComesIn(DomainError):
    """More than one film holds."""

    title = "That is too much for one film"
