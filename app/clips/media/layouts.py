"""The outermost structure of a film file, read without ffmpeg: which family it is, and whether it is all there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MP4_FIRST_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
PICTURE_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
)
MOST_BOXES = 100_000
EBML_MAGIC = b"\x1a\x45\xdf\xa3"
EBML_SEGMENT = b"\x18\x53\x80\x67"


class Family(StrEnum):
    MP4 = "mp4"
    MATROSKA = "matroska"
    AVI = "avi"


@dataclass(frozen=True)
class Layout:
    """``complete``: no part is announced beyond the end of the file. ``faststart``: the index leads the pictures."""

    family: Family
    complete: bool
    faststart: bool = False


def read_layout(fd: int) -> Layout | None:
    """Look at the outermost parts of a file; None when it is no family of film we know, or a still picture."""
    size = os.fstat(fd).st_size
    head = os.pread(fd, 512, 0)
    if head[4:8] in MP4_FIRST_BOXES:
        return None if head[8:12] in PICTURE_BRANDS else _read_mp4(fd, size)
    if head.startswith(EBML_MAGIC):
        return Layout(Family.MATROSKA, complete=_is_matroska_complete(head, size))
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return Layout(Family.AVI, complete=8 + int.from_bytes(head[4:8], "little") <= size)
    return None


def _read_mp4(fd: int, size: int) -> Layout:
    ends: dict[bytes, int] = {}
    order = []
    for kind, end in _list_boxes(fd, size):
        order.append(kind)
        ends[kind] = max(end, ends.get(kind, 0))
    needed = {b"moov", b"mdat"}
    complete = needed <= ends.keys() and all(
        ends.get(kind, 0) <= size for kind in (*needed, b"moof")
    )
    return Layout(
        Family.MP4,
        complete=complete,
        faststart=complete and order.index(b"moov") < order.index(b"mdat"),
    )


def _list_boxes(fd: int, size: int) -> Iterator[tuple[bytes, int]]:
    """The kind and announced end of each outermost box, in order."""
    position = 0
    for _ in range(MOST_BOXES):
        header = os.pread(fd, 16, position)
        if len(header) < 8:
            return
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1 and len(header) == 16:
            length = int.from_bytes(header[8:16], "big")
        end = size if length == 0 else position + length
        yield kind, end
        if end < position + 8 or end >= size:
            return
        position = end


def _is_matroska_complete(head: bytes, size: int) -> bool:
    """Whether the segment ends inside the file; one of unknown length (a live recording) always does."""
    at = head.find(EBML_SEGMENT)
    if at < 0 or at + 12 > len(head) or head[at + 4] == 0:
        return True
    width = 9 - head[at + 4].bit_length()
    field = int.from_bytes(head[at + 4 : at + 4 + width], "big")
    length = field & ((1 << 7 * width) - 1)
    unknown = length == (1 << 7 * width) - 1
    return unknown or at + 4 + width + length <= size
