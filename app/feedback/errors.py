"""What may go wrong when words are tied to a film."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError
from app.core.time_range import TimeRange, format_ms


class AnchorOutsideClip(DomainError):
    """A point or a stretch lies behind the end of the film. ``anchor`` is the one that does."""

    title = "That moment lies outside the film"
    field = "start"

    def __init__(self, anchor: TimeRange, duration_ms: int) -> None:
        self.anchor = anchor
        super().__init__(f"The film ends at {format_ms(duration_ms)}. Choose a time before that.")


class StretchMissing(DomainError):
    """A trainee asks for feedback without saying where to look."""

    title = "Where should your supervisor look?"
    message = "Choose at least one stretch, so that nobody has to watch the whole film."
    field = "start_1"


class FilmNotOpen(Conflict):
    """Words are tied to the film as it is watched; until it can be, its times are not sure."""

    title = "This film is not ready yet"
    message = "Feedback opens as soon as the film can be watched. Come back in a little while."


class CommentNotOpen(Conflict):
    """Only a comment that was released, and still stands, can be answered."""

    title = "This comment cannot be answered"
    message = "It is not released yet, or was withdrawn meanwhile. Reload the page and look again."
