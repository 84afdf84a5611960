"""Reading a finished film, whole or in ranges."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from app.storage.errors import FilmDamaged
from app.storage.film_parts import END, FilmParts
from app.storage.read_ahead import keep_freed_memory, read_ahead
from app.storage.segments import SEGMENT_SIZE

keep_freed_memory()


class FilmReader:
    """Reads one finished film; every byte it hands out has been authenticated first."""

    def __init__(self, parts: FilmParts) -> None:
        """Learn the length from the end record; raise ``FilmDamaged`` when the film has none."""
        length = parts.find_length(END)
        if length is None:
            raise FilmDamaged
        self._parts = parts
        self.length = length

    def read(self, start: int, stop: int) -> Generator[bytes]:
        """Yield the bytes from ``start`` up to, not including, ``stop`` in pieces of at most 1 MiB.

        While one piece is used the next two are read and unsealed; whoever stops early closes the generator, which
        then holds neither memory nor thread. Raises ``ValueError`` at once for a range outside the film, and
        ``FilmDamaged`` on reaching a part that is missing or was changed; what was handed out before is good.
        """
        if not 0 <= start <= stop <= self.length:
            raise ValueError(
                f"Bytes {start} to {stop} are not within a film of {self.length} bytes."
            )
        return self._read_pieces(start, stop)

    def _read_pieces(self, start: int, stop: int) -> Generator[bytes]:
        indexes = (
            range(start // SEGMENT_SIZE, -(-stop // SEGMENT_SIZE)) if start < stop else range(0)
        )
        with closing(self._read_segments(indexes)) as segments:
            for index, plain in zip(indexes, segments, strict=True):
                first = index * SEGMENT_SIZE
                yield plain[max(start - first, 0) : stop - first]

    def _read_segments(self, indexes: range) -> Generator[bytes]:
        if len(indexes) > 1:
            return read_ahead(self._get_segment, indexes)
        return (self._get_segment(index) for index in indexes)

    def _get_segment(self, index: int) -> bytes:
        plain = self._parts.get_segment(index)
        if len(plain) != min(SEGMENT_SIZE, self.length - index * SEGMENT_SIZE):
            raise FilmDamaged
        return plain
