"""The rules of a brought-forward position, each as the error it becomes when it is broken."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class PositionInFuture(DomainError):
    """A position speaks of what was done."""

    title = "That day is still to come"
    message = "Enter the last day the position covers, today at the latest."
    field = "covers_until"


class PositionBeforeRegistration(DomainError):
    """Work counts from registration on."""

    title = "That is before registration"
    message = "The position covers the time from registration on. Please check the day."
    field = "covers_until"


class MoreClientsThanCycles(DomainError):
    """A client counts by a cycle that counts."""

    title = "More clients than cycles"
    message = "Each client counts by a whole cycle, so there are no more clients than cycles."
    field = "clients"


class StagePartTooLarge(DomainError):
    """What was done in a stage is a part of what was done in all."""

    title = "The part is larger than the whole"
    message = "What was done in the present stage is a part of the whole, so it cannot be more."
    field = "stage_cycles"


class StageElsewhere(DomainError):
    """A trainee stays on the pathway version they registered under."""

    title = "That stage belongs to another pathway"
    message = "Choose a stage of the pathway this trainee is registered on."
    field = "stage"


class StageSettled(DomainError):
    """A confirmed position has opened the stage it stands in; nobody is sent back."""

    title = "The stage stands"
    message = "A confirmed position has opened its stage already, so a correction keeps that stage."
    field = "stage"


class PositionAnswered(Conflict):
    """A position is answered once, and a corrected one takes the place of the one before."""

    title = "That position was answered already"
    message = (
        "It was confirmed, sent back or corrected meanwhile. Reload the page to see how it stands."
    )
