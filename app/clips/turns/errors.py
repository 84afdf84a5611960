"""What may go wrong when turns are marked."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class MarkingNotOpen(Conflict):
    """Turns stand at frames, and frames are known once the review copy is there."""

    title = "Marking opens with the review copy"
    message = "The exact copy of this film is still being made. Come back in a little while."


class TurnOutsideFilm(DomainError):
    """A turn stands at a frame that the film does not have."""

    title = "That lies outside the film"
    message = "The film has no frame there. Choose a time inside the film."
    field = "at"


class MarksUnreadable(DomainError):
    """A script sent marks that nobody can read."""

    title = "Those marks cannot be read"
    message = "Reload the page and mark again."


class TooManyTurns(Conflict):
    """A film has more turns than a page can draw."""

    title = "That is a great many turns"
    message = "A film holds up to 1,000 turns. Remove some that you do not need any more first."
