"""What may go wrong with a line under a film."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError
from app.core.time_range import format_ms


class LineOutsideFilm(DomainError):
    """A line would stand after the last picture."""

    title = "That line lies outside the film"
    field = "end"

    def __init__(self, duration_ms: int) -> None:
        super().__init__(
            f"The film ends at {format_ms(duration_ms)}. Let the line end before that."
        )


class LineWithoutEnd(DomainError):
    """A line is read for as long as it stands."""

    title = "How long does it stand?"
    message = "Say when the line ends, like 1:07.5."
    field = "end"


class TooManyLines(Conflict):
    """More lines than any film has: something else is being kept here."""

    title = "There are too many lines"
    message = "A film takes 3,000 lines of captions. Put some together, or take some away."


class FilmNotCaptioned(Conflict):
    """Lines are tied to the film as it is watched; until it can be, its times are not sure."""

    title = "This film is not ready yet"
    message = "Captions open as soon as the film can be watched. Come back in a little while."


class NothingToReturn(Conflict):
    """The line that was taken away last is back already, or was taken away long ago."""

    title = "There is nothing to put back"
    message = "The line is back already, or nothing was taken away. Reload the page and look again."
