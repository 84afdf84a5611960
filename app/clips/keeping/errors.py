"""What stands in the way of erasing, holding and keeping a film."""

from __future__ import annotations

from app.core.errors import Conflict


class FilmHeld(Conflict):
    """A hold stops every erasure while it stands."""

    title = "This film is held"
    message = "A hold keeps this film for now, so that it is not erased. When the hold has ended, it can be."
