"""What stands in the way of a rendering, in words for whoever asked for it."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class NothingToRender(DomainError):
    """A film of cards alone shows nothing of the family."""

    title = "There is no moment in this film yet"
    message = "Put at least one moment on the board; then the film can be made."


class FilmTooLong(DomainError):
    """An edited film is short."""

    title = "That is a long film"
    message = (
        "This film would last longer than half an hour. Trim its moments or take some out: "
        "a few minutes are plenty for a shared review."
    )


class SourceClosed(Conflict):
    """A film of the board is open to its owner no more: consent has ended, or it is to be erased."""

    title = "One of its films is closed"
    message = (
        "One of the films on this board is closed: the family may have ended their consent, or the film goes. "
        "Take its moments off the board; the others can still be made into a film."
    )


class SourceNotReady(Conflict):
    """Films are cut to the frame of their review copies."""

    title = "One of its films is not ready yet"
    message = (
        "The review copy of one of the films on this board is still being made. "
        "Ask again in a few minutes."
    )


class FilmTooHeavy(DomainError):
    """It would take more time or memory than one film gets."""

    title = "This film is too heavy to make"
    message = (
        "Making this film took more time or memory than we allow. Its board is kept. "
        "Take some moments out or trim them, and ask again."
    )
