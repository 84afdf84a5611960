"""A request's body, read in small pieces from a line that may fall silent or break at any byte."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any

from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_content_length, get_input_stream

from app.clips.uploads.errors import LineSilent

PIECE = 64 * 1024
"""Bytes read at once; a divisor of the segment, so that a segment is sealed as soon as its last byte is here."""

SILENCE_S = 30.0
"""How long a line may say nothing before its upload is put down; the sender goes on from there later."""

SILENCE_WHEN_WANTED_S = 2.0
"""The same, while somebody waits for this turn: usually the same sender, back on a new line."""

_TICK_S = 1.0

DISCARD_BYTES, DISCARD_S = 32 * 1024 * 1024, 5.0
"""How much of a refused body is read, and for how long: more than the page sends in one piece."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The body of one request. ``length`` is what its header announced, None where it comes in chunks."""

    stream: IO[bytes]
    length: int | None
    line: Any = None
    """The socket under the stream, where the server shows it: reads are then woken every second."""

    @classmethod
    def from_request(cls, environ: dict[str, Any]) -> Incoming:
        """Take the body of a WSGI request straight from the server: wrappers would swallow its pauses."""
        line = environ.get("gunicorn.socket")
        return cls(get_input_stream(environ), get_content_length(environ), line)

    def read_pieces(self, position: int, is_wanted: Callable[[], bool]) -> Iterator[bytes]:
        """Yield pieces up to the end of the body, or up to where the line broke.

        ``position`` is the film's first byte of this body. Raises LineSilent after a long silence, or after a
        short one where ``is_wanted`` says that somebody else would go on.
        """
        heard_at = time.monotonic()
        with self._woken():
            while True:
                try:
                    piece = self.stream.read(PIECE - position % PIECE)
                except TimeoutError:
                    _check_silence(time.monotonic() - heard_at, is_wanted)
                    continue
                except (OSError, ClientDisconnected):
                    return
                if not piece:
                    return
                heard_at = time.monotonic()
                position += len(piece)
                yield piece

    def discard(self) -> bool:
        """Read on without keeping anything, so that a refusal reaches a sender who is still sending.

        Answers whether the end was reached; what is very long or slow is left unread.
        """
        ends_at = time.monotonic() + DISCARD_S
        room = DISCARD_BYTES
        with self._woken(), suppress(OSError, ClientDisconnected):
            while room > 0 and time.monotonic() < ends_at:
                piece = self.stream.read(PIECE)
                if not piece:
                    return True
                room -= len(piece)
        return False

    @contextmanager
    def _woken(self) -> Iterator[None]:
        if self.line is None:
            yield
            return
        before = self.line.gettimeout()
        self.line.settimeout(_TICK_S)
        try:
            yield
        finally:
            self.line.settimeout(before)


def _check_silence(silence_s: float, is_wanted: Callable[[], bool]) -> None:
    if silence_s > SILENCE_S or (silence_s > SILENCE_WHEN_WANTED_S and is_wanted()):
        raise LineSilent
