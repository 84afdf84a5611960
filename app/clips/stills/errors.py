"""What stands in the way of a still."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class NoFramesYet(Conflict):
    """A still is one frame of the review copy."""

    title = "This film is not ready yet"
    message = "Its review copy is still being made. A few minutes, and stills can be taken of it."


class FrameOutsideFilm(DomainError):
    """The film has no such frame."""

    title = "That lies outside the film"
    message = "This film has no such frame. Choose one inside it."
    field = "frame"


class TooManyStills(DomainError):
    """A few dozen stills can be looked through; more are none."""

    title = "That is a lot of stills"
    message = "As many stills of this film are kept as fit. Remove one before you take another."
    field = "frame"
