"""The rules of sign-off, each as the error it becomes when it is broken."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class ReviewAlreadyOpen(Conflict):
    """One review at a time, however many tabs."""

    title = "Your review is asked for already"
    message = (
        "One review is open at a time, and yours is already there. Open it to see how it stands, "
        "or withdraw it to ask again with other words or films."
    )


class StageAlreadyMet(Conflict):
    """A stage is signed off once."""

    title = "This stage is complete"
    message = "The stage you are in was signed off already. There is nothing left to ask for here."


class ClipNotShareable(DomainError):
    """A reviewer sees only films whose family said yes to it."""

    title = "One of these films cannot be shown"
    message = (
        "One of the films you chose cannot be shown to a reviewer, because the family's consent to it does not run. "
        "Choose again from the films below."
    )
    field = "clips"


class ReviewClosed(Conflict):
    """A review that was decided or withdrawn stays as it is."""

    title = "This review is closed"
    message = "It was decided or withdrawn meanwhile. Reload the page to see how it ended."


class AppointedMeanwhile(Conflict):
    """Somebody else of the office gave this review to a reviewer while this page was open."""

    title = "Somebody has appointed meanwhile"
    message = (
        "This review was given to somebody else while your page was open. Reload it and look again."
    )


class AlreadyAwarded(Conflict):
    """A training ends in one award."""

    title = "This training has its award already"
    message = "The award was made before. Reload the page to see its number."


class NameNotDrawable(DomainError):
    """No font of this machine has the letters of the name."""

    title = "The certificate cannot show this name yet"
    message = (
        "This server has no font with the letters of the name. Ask the association to have one installed; "
        "the award itself stands, with its number."
    )
