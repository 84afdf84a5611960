"""What stands in the way of a board."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class TooManyParts(DomainError):
    """An edited film is short; a board that does not end helps nobody to choose."""

    title = "That is a long film"
    message = "This film has as many parts as fit. Take one out before you add another: three or four moments are plenty."


class TrimmedAway(DomainError):
    """At least one frame of a moment is shown."""

    title = "Nothing would be left"
    message = "At least one frame has to stay. Choose an end that comes after the beginning."
    field = "end"


class OutsideFilm(DomainError):
    """A moment lies inside its film."""

    title = "That lies outside the film"
    message = "The film does not reach that far. Choose a time inside it."
    field = "end"


class WordsChanged(DomainError):
    """Another window kept other words meanwhile; nobody's are lost."""

    title = "These words changed in another window"
    field = "words"

    def __init__(self, now: str) -> None:
        self.now = now
        kept = f"Another window kept “{now}”" if now else "Another window emptied this"
        super().__init__(f"{kept} meanwhile. Send yours again to put them in its place.")


class FilmNotReady(Conflict):
    """Parts are exact to the frame of the review copy."""

    title = "This film is not ready yet"
    message = "Its review copy is still being made. A few minutes, and its moments can be put into a film."
