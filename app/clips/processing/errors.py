"""What can be wrong with a film that arrived, in words for its owner."""

from __future__ import annotations

from app.core.errors import DomainError


class FilmChanged(DomainError):
    """What arrived is not what was sent."""

    title = "The film was changed on its way"
    message = (
        "What arrived is not quite what your device sent: the film was changed on its way. Choose it once more and "
        "send it again."
    )
