"""What an archive holds, and what was left out of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the archive that is made of words: small, and made before the archive begins."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WantedFilm:
    """A film somebody asks for: its place in the archive, without an ending, and what people call it."""

    clip_id: int
    place: str
    label: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A film that is not in the archive, or not whole, and why."""

    film: WantedFilm
    reason: str


class NotToBeTaken(Exception):
    """The film does not leave. ``reason`` says why, in words for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OpenedFilm(Protocol):
    """A film whose turn has come: its bytes, as long as it may leave."""

    @property
    def place(self) -> str:
        """Where it stands in the archive, with its ending."""
        ...  # pragma: no cover

    def read(self) -> Iterator[bytes]:
        """Yield the bytes in pieces. Raises NotToBeTaken when the right ended meanwhile."""
        ...  # pragma: no cover


OpenFilm = Callable[[WantedFilm], OpenedFilm]
"""Asks for the rights anew and opens the film. Raises NotToBeTaken."""

TellLeftOut = Callable[[list[LeftOut]], Page]
"""The last file of an archive: what is not in it, and why."""
