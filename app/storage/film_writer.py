"""Writing a film from its first byte to its last, through cuts and kills."""

from __future__ import annotations

from app.storage.errors import FilmDamaged, FilmFinished
from app.storage.film_parts import END, MARK, FilmParts
from app.storage.objects import Plain
from app.storage.segments import SEGMENT_SIZE

_SEGMENTS_PER_SETTLE = 64


class FilmWriter:
    """Appends to one film. The caller sees to it that a film has one writer at a time.

    Holds at most one segment in memory, however much is written. After an error, drop the writer and open another:
    it starts from ``length``. What a power cut spares is what was there at the last ``flush``, ``accept``, ``reject``
    or ``finish``, and usually all but the last 64 MiB written since.
    """

    def __init__(self, parts: FilmParts) -> None:
        """Resume at the authenticated length; what a checksum never confirmed is removed first."""
        self._parts = parts
        self._tail = bytearray(SEGMENT_SIZE)
        self._tail_filled = 0
        self._tail_stored = 0
        self._full_segments = 0
        self._unsettled: list[int] = []
        self._verified: int | None = parts.find_length(MARK)
        self._finished_at = parts.find_length(END)
        if self._verified is not None:
            self.reject()
        elif self._finished_at is None:
            self._load_tail()

    @property
    def length(self) -> int:
        """How many plain bytes, counted from the first, are still there if this process is killed now."""
        if self._finished_at is not None:
            return self._finished_at
        if self._verified is not None:
            return self._verified
        return self._full_segments * SEGMENT_SIZE + self._tail_stored

    @property
    def finished(self) -> bool:
        """Whether the film is complete and takes no more bytes."""
        return self._finished_at is not None

    def write(self, data: Plain) -> None:
        """Append bytes. Each segment they fill is stored at once; the rest waits for more, or for ``flush``.

        Raises ``FilmFinished``, ``StorageFull`` or ``StorageUnavailable``.
        """
        self._require_unfinished()
        view = memoryview(data).cast("B")
        while view:
            if not self._tail_filled and len(view) >= SEGMENT_SIZE:
                self._store_full(view[:SEGMENT_SIZE])
                view = view[SEGMENT_SIZE:]
                continue
            taken = min(len(view), SEGMENT_SIZE - self._tail_filled)
            self._tail[self._tail_filled : self._tail_filled + taken] = view[:taken]
            self._tail_filled += taken
            view = view[taken:]
            if self._tail_filled == SEGMENT_SIZE:
                self._store_full(self._tail)

    def flush(self) -> None:
        """Store the unfilled segment too: nothing written so far is lost by a kill or a power cut any more."""
        if self._tail_filled > self._tail_stored:
            self._parts.put_segment(
                self._full_segments, memoryview(self._tail)[: self._tail_filled]
            )
            self._unsettled.append(self._full_segments)
            self._tail_stored = self._tail_filled
        self._settle()

    def begin_unverified(self) -> None:
        """From here on bytes count only after ``accept``; until then a kill leaves nothing of them behind."""
        self._require_unfinished()
        self.flush()
        self._parts.put_length(MARK, self.length)
        self._verified = self.length

    def accept(self) -> None:
        """Count the unverified bytes: their checksum matched. All of them are stored first."""
        self.flush()
        self._parts.delete_length(MARK)
        self._verified = None

    def reject(self) -> None:
        """Remove the unverified bytes: their checksum did not match."""
        if self._verified is None:
            return
        self._truncate(self._verified)
        self._parts.delete_length(MARK)
        self._verified = None

    def finish(self) -> int:
        """Declare the film complete and return its length in bytes. Harmless when repeated.

        Bytes never verified are a mistake of the caller: ``accept`` or ``reject`` comes first (``ValueError``).
        """
        if self._verified is not None:
            raise ValueError("A film with unverified bytes cannot be finished.")
        if self._finished_at is None:
            self.flush()
            self._parts.put_length(END, self.length)
            self._finished_at = self.length
        return self._finished_at

    def _require_unfinished(self) -> None:
        if self.finished:
            raise FilmFinished

    def _store_full(self, plain: Plain) -> None:
        self._parts.put_segment(self._full_segments, plain)
        self._unsettled.append(self._full_segments)
        self._full_segments += 1
        self._tail_filled = self._tail_stored = 0
        if len(self._unsettled) >= _SEGMENTS_PER_SETTLE:
            self._settle()

    def _settle(self) -> None:
        if self._unsettled:
            self._parts.settle_segments(self._unsettled)
            self._unsettled.clear()

    def _load_tail(self) -> None:
        indexes = self._parts.list_segments()
        if indexes != list(range(len(indexes))):
            raise FilmDamaged
        last = self._parts.get_segment(indexes[-1]) if indexes else b""
        self._tail_stored = self._tail_filled = len(last) % SEGMENT_SIZE
        self._tail[: self._tail_filled] = last[: self._tail_filled]
        self._full_segments = len(indexes) - (1 if self._tail_filled else 0)

    def _truncate(self, length: int) -> None:
        """Go back to an earlier length. Removing comes first, because the disk may be full."""
        full_segments, rest = divmod(length, SEGMENT_SIZE)
        kept = full_segments + (1 if rest else 0)
        self._unsettled.clear()
        self._parts.delete_segments(index for index in self._parts.list_segments() if index >= kept)
        if rest:
            last = self._parts.get_segment(full_segments)
            if len(last) > rest:
                self._parts.put_segment(full_segments, memoryview(last)[:rest])
                self._unsettled.append(full_segments)
        self._settle()
        self._load_tail()
        if self._full_segments * SEGMENT_SIZE + self._tail_stored != length:
            raise FilmDamaged
