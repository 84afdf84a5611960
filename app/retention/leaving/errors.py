"""The rules that hold when a person leaves."""

from __future__ import annotations

from app.core.errors import Conflict


class AlreadyClosed(Conflict):
    """What the office began, the office alone takes back."""

    title = "Your leaving has begun"
    message = "Your account is closed already. The association can open it again for thirty days."


class NotAsked(Conflict):
    """Nobody is made to leave: an account can be deactivated instead."""

    title = "This person has not asked to leave"
    message = "Leaving is asked for by the person. If nobody uses the account any more, deactivate it: all work stays then."


class NamelessNow(Conflict):
    """There is nothing to come back to."""

    title = "This person has left for good"
    message = (
        "Their name, address and second factors are erased. Invite them anew if they come back."
    )
