"""Why stills stay in the portal."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class StillsStay(Conflict):
    """What the organisation, a hold or a film that closed does not let leave stays; the reason is said."""

    title = "These stills stay in the portal"


class NothingChosen(DomainError):
    """A sheet without a picture is none."""

    title = "Choose at least one still"
    message = "Choose at least one still."
    field = "stills"


class TooManyChosen(DomainError):
    """A sheet is looked at together; an album is not."""

    title = "That is a lot of stills"
    field = "stills"

    def __init__(self, most: int) -> None:
        super().__init__(f"Choose {most} stills at most.")
