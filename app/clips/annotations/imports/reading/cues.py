"""Captions out of WebVTT and SubRip files: what cannot be read is named by its line, and the rest comes in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from app.clips.annotations.imports.reading.errors import FileTooLarge, FileUnreadable
from app.clips.annotations.imports.reading.tiers import (
    MOST_ANNOTATIONS,
    ReadFile,
    ReadLine,
    ReadTier,
    Unread,
)
from app.clips.annotations.imports.targets import CAPTIONS
from app.core.time_range import TimeUnreadable, parse_ms

ARROW = "-->"
BEGINNING = 200
"""Characters in which the first time of a file stands."""
NO_CUES = ("WEBVTT", "NOTE", "STYLE", "REGION")
_FIRST_TIME = re.compile(r"\s*(?:\d+\s*\n)?\s*[\d:.,]+\s*-->")
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,80}\}")
"""Spans of WebVTT and SubRip, and positions in braces, which some programs write."""


def is_cues(text: str) -> bool:
    """Whether this is a file of captions: WebVTT says so, SubRip begins with a time. An arrow later on may be anybody's words."""
    return text.startswith("WEBVTT") or _FIRST_TIME.match(text[:BEGINNING]) is not None


def read_cues(text: str) -> ReadFile:
    """All captions that can be read. Raises FileUnreadable where there are none, FileTooLarge."""
    lines: list[ReadLine] = []
    unread: list[Unread] = []
    for number, block in _list_blocks(text):
        found = _read_block(number, block)
        if isinstance(found, ReadLine):
            lines.append(found)
        elif found is not None:
            unread.append(found)
        if len(lines) + len(unread) > MOST_ANNOTATIONS:
            raise FileTooLarge
    if not lines:
        raise FileUnreadable(
            "No line of captions in this file can be read. Save it anew as WebVTT or SubRip."
        )
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    return ReadFile(kind, [ReadTier("Captions", CAPTIONS, lines)], unread)


def _list_blocks(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """What stands between empty lines, with the number of its first line."""
    block: list[str] = []
    start = 1
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            yield start, block
            block = []
    if block:
        yield start, block


def _read_block(number: int, block: Sequence[str]) -> ReadLine | Unread | None:
    at = next((place for place, line in enumerate(block[:2]) if ARROW in line), None)
    if at is None:
        if block[0].startswith(NO_CUES):
            return None
        return Unread(f"Line {number}", "there is no time in it")
    place = f"Line {number + at}"
    try:
        start_ms, end_ms = _read_times(block[at])
    except TimeUnreadable:
        return Unread(place, "its times cannot be read")
    words = html.unescape(_MARKUP.sub("", "\n".join(block[at + 1 :]))).strip()
    return ReadLine(place, start_ms, end_ms, words)


def _read_times(line: str) -> tuple[int, int]:
    start, _, rest = line.partition(ARROW)
    return parse_ms(start), parse_ms((rest.split() or [""])[0])
