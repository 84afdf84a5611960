"""What stands in the way of erasing, holding and keeping a film."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class FilmHeld(Conflict):
    """A hold stops every erasure while it stands."""

    title = "This film is held"
    message = "A hold keeps this film for now, so that it is not erased. When the hold has ended, it can be."


class FilmOnItsWay(Conflict):
    """What has not arrived is given up where it is sent from."""

    title = "This film is still on its way"
    message = "Give it up on the page of its cycle, where it is being sent."


class HoldStands(Conflict):
    """One hold with a reason at a time: it can be given another end."""

    title = "This film is held already"
    message = "Somebody holds this film already. Open its page again to see until when."


class HoldEnded(Conflict):
    """A hold that ended, or was lifted, is over."""

    title = "This hold has ended"
    message = "It was lifted, or its last day is over. Place a new one if it is still needed."


class EndNotAhead(DomainError):
    """A hold and its review lie ahead, and never further than a year."""

    title = "Choose another day"
    message = "Choose a day after today, within a year from now. It can be moved when it comes."
    field = "until_on"


class NothingToExtend(DomainError):
    """Nothing ends yet."""

    title = "Nothing ends yet"
    message = "This film has no last day at present: it stays without being kept longer."


class NotLonger(DomainError):
    """An extension puts the last day off."""

    title = "Choose a later day"
    field = "until_on"


class ConsentTooShort(DomainError):
    """Nothing is kept beyond the consent it rests on."""

    title = "The consent does not last that long"
    field = "until_on"
