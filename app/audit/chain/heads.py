"""The heads: outside the database, how long the chain was and how it ended, one line for each batch of seals.

Whoever cuts events off the end of the chain would have to cut them off here as well, and off every copy of this file.
"""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core import clock

LONGEST = 1024 * 1024
"""Bytes after which old lines are thinned; about a hundred bytes and a half make a line."""
KEPT_LINES = 1000
"""The latest lines, which all stay; of the days before, the last line of each."""

LONGEST_LINE = 184
TAIL = 8 * LONGEST_LINE

LINE = re.compile(rb"([1-9][0-9]{0,18}) ([0-9T:.+-]{20,32}) ([0-9a-f]{64}) ([0-9a-f]{64})")


class HeadsDamaged(Exception):
    """A line that the portal did not write, or not like this."""


@dataclass(frozen=True, slots=True)
class Head:
    """How the chain ended at one moment: its last place and the MAC there."""

    place: int
    written_at: str
    mac: bytes


class Heads:
    """The file of heads. One process writes it at a time; many lines may be lost without harm, the last one counts."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key

    def append(self, place: int, mac: bytes) -> None:
        """Add a head and see it safe on the disk. What a power cut left of a line before is dropped."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_new = not self.path.exists()
        line = self._write_line(Head(place, clock.now().isoformat(), mac))
        with self.path.open("ab") as file:
            os.fchmod(file.fileno(), 0o600)
            file.truncate(_find_end_of_lines(self.path))
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _settle_folder(self.path.parent)
        if self.path.stat().st_size > LONGEST:
            self._thin()

    def read(self) -> Iterator[Head]:
        """Every head, oldest first. Raises HeadsDamaged at the first line that is not as it was written."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                yield self._read_line(number, line)

    def find_last(self) -> Head | None:
        """The last whole line, where there is one; the file may be long. Raises HeadsDamaged."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - TAIL))
            lines = [line for line in file.readlines() if line.endswith(b"\n")]
        return self._read_line(0, lines[-1]) if lines else None

    def _read_line(self, number: int, line: bytes) -> Head:
        found = LINE.fullmatch(line.removesuffix(b"\n"))
        if found is None:
            raise HeadsDamaged(f"line {number} of the heads is no head")
        place, written_at, mac, _ = (part.decode() for part in found.groups())
        head = Head(int(place), written_at, bytes.fromhex(mac))
        if not hmac.compare_digest(self._write_line(head).rstrip(), found.group(0)):
            raise HeadsDamaged(f"line {number} of the heads was changed")
        return head

    def _write_line(self, head: Head) -> bytes:
        words = f"{head.place} {head.written_at} {head.mac.hex()}".encode()
        return words + b" " + hmac.digest(self._key, words, "sha256").hex().encode() + b"\n"

    def _thin(self) -> None:
        heads = list(self.read())
        old, fresh = heads[:-KEPT_LINES], heads[-KEPT_LINES:]
        by_day = {head.written_at[:10]: head for head in old}
        spare = self.path.with_suffix(".new")
        with spare.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.writelines(self._write_line(head) for head in (*by_day.values(), *fresh))
            file.flush()
            os.fsync(file.fileno())
        spare.replace(self.path)
        _settle_folder(self.path.parent)


def _find_end_of_lines(path: Path) -> int:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL))
        tail = file.read()
    torn = len(tail) - (tail.rfind(b"\n") + 1)
    if torn >= LONGEST_LINE:
        raise HeadsDamaged("the end of the heads is no head")
    return size - torn


def _settle_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
