"""What stands in the way of showing a film to a fellow trainee."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class NotAFellowTrainee(DomainError):
    """The answer is one and the same for an address that nobody has and for somebody who is not in training."""

    title = "No fellow trainee has this address"
    message = (
        "We know no fellow trainee with this address to whom the film could be shown. Ask them which address they sign "
        "in with, and type it exactly."
    )
    field = "email"


class ShownTooLong(DomainError):
    """A showing ends by itself."""

    title = "Choose another day"
    message = "Choose a day from today on, at most three months ahead. You can show the film again when it has come."
    field = "until_on"


class IntervisionNotAgreed(Conflict):
    """Everybody the film shows says yes to intervision first."""

    title = "Not everybody on this film has agreed to intervision"
    message = (
        "A film is shown to other trainees while everybody on it says yes to intervision. Record their consent on the "
        "page of the client first."
    )


class FilmNotReady(Conflict):
    """Only what can be watched is shown."""

    title = "This film is not ready yet"
    message = "It can be shown as soon as it can be watched. Come back in a little while."
