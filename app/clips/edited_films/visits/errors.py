"""Why a film cannot be taken to a visit."""

from __future__ import annotations

from app.core.errors import Conflict, Forbidden


class FilmsStay(Forbidden):
    """The organisation that answers for the film lets none of it out of the portal."""

    title = "Films stay in the portal"
    message = (
        "The organisation that answers for this film has not said that films may leave the portal, not even sealed and "
        "for a day. Show it where there is signal, or ask the association’s office whether the organisation agrees."
    )


class FilmKept(Forbidden):
    """A hold stands on one of the films it is made from."""

    title = "This film is being kept safe"
    message = "One of the films it is made from is under a hold. While that stands, nothing of it leaves the portal."


class FilmMadeAgain(Conflict):
    """The parts that the browser keeps are those of the film that its page was of."""

    title = "This film was made again"
    message = (
        "The film was made again since this page was opened. Nothing is kept. Load the page anew, and the new film can be "
        "taken along."
    )
