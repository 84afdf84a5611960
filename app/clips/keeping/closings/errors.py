"""What a closing still needs."""

from __future__ import annotations

from app.core.errors import DomainError


class DecisionMissing(DomainError):
    """Every film gets a decision."""

    title = "One film has no decision yet"
    message = (
        "The films of this case changed meanwhile. Look at the list again and decide for each."
    )


class KeptInPast(DomainError):
    """To keep means to keep for a while."""

    title = "Choose a later day"
    message = "Choose a day after today, or erase the film now."
    field = "until_on"
