"""Asking clamd about the bytes of a film before anything reads them as a film."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from app.clips.scanning.errors import FilmHarmful, ScannerAway

logger = logging.getLogger(__name__)

PIECE = 1024 * 1024
TAKES_WITHIN_S = 30.0
"""How long the scanner may take to connect, or to accept one piece."""
ANSWERS_WITHIN_S = 900.0
"""How long it may think once it has everything: the largest films have some gigabytes."""
LONGEST_ANSWER = 4096

Feed: TypeAlias = Callable[[bytes], object]


class Scan:
    """One stream of bytes on its way through the scanner, by its command INSTREAM."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._line.sendall(b"zINSTREAM\0")

    def feed(self, piece: bytes) -> None:
        """Hand over the next bytes. Raises ScannerAway."""
        try:
            for start in range(0, len(piece), PIECE):
                part = piece[start : start + PIECE]
                self._line.sendall(len(part).to_bytes(4, "big"))
                self._line.sendall(part)
        except OSError as error:
            raise self._explain() from error

    def finish(self) -> None:
        """Wait for the word that the bytes are clean. Raises FilmHarmful, or ScannerAway without a clear word."""
        try:
            self._line.sendall(bytes(4))
            self._line.settimeout(ANSWERS_WITHIN_S)
            answer = self._read_answer()
        except OSError as error:
            raise self._explain() from error
        if answer == "stream: OK":
            return
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            logger.warning("The scanner refuses a film: %s", answer)
            raise FilmHarmful
        logger.error("The scanner cannot scan: %s", answer or "it hung up")
        raise ScannerAway

    def _explain(self) -> ScannerAway:
        """Where the scanner hung up in the middle, it may have said why (such as a stream beyond its limit)."""
        answer = ""
        with suppress(OSError):
            self._line.settimeout(1.0)
            answer = self._read_answer()
        logger.error("The scanner stopped listening: %s", answer or "it gave no reason")
        return ScannerAway()

    def _read_answer(self) -> str:
        answer = bytearray()
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            block = self._line.recv(LONGEST_ANSWER)
            if not block:
                break
            answer += block
        return answer.rstrip(b"\0").decode("utf-8", "replace")


@contextmanager
def scanned(scanner: Path | None) -> Iterator[Feed]:
    """What to show every piece of a film to; the block may end only once the scanner called all of it clean.

    Where there is no scanner nothing is asked. Raises FilmHarmful, or ScannerAway.
    """
    if scanner is None:
        yield len
        return
    with open_scan(scanner) as scan:
        yield scan.feed
        scan.finish()


@contextmanager
def open_scan(scanner: Path) -> Iterator[Scan]:
    """A scan by the clamd that listens at this socket. Raises ScannerAway where none does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(TAKES_WITHIN_S)
        try:
            line.connect(str(scanner))
            scan = Scan(line)
        except OSError as error:
            logger.error("The scanner is out of reach: %s", error)  # noqa: TRY400 (its reason says all)
            raise ScannerAway from error
        yield scan
