"""Which kind of file somebody chose: by its content, not by its name."""

from __future__ import annotations

from app.clips.annotations.imports.reading.cues import is_cues, read_cues
from app.clips.annotations.imports.reading.eaf import read_eaf
from app.clips.annotations.imports.reading.errors import (
    FileTooLarge,
    TooManyTags,
    TooManyTiers,
    TooManyWords,
)
from app.clips.annotations.imports.reading.table import read_table
from app.clips.annotations.imports.reading.text import decode
from app.clips.annotations.imports.reading.tiers import ReadFile

LARGEST = 10 * 1024 * 1024
MOST_TIERS = 200
MOST_TAGS = 50
MOST_CHARACTERS = 1_000_000
"""Of all the words that could come in: each is looked at for what could tell who a family is, whenever the page is shown."""

MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_file(data: bytes) -> ReadFile:
    """Everything in the file. Raises FileUnreadable and what is more special than it."""
    if len(data) > LARGEST:
        raise FileTooLarge
    start = data[:64]
    for mark in MARKS:
        start = start.removeprefix(mark)
    if start.replace(b"\0", b"").lstrip().startswith(b"<"):
        return _check_size(read_eaf(data))
    text = decode(data)
    return _check_size(read_cues(text) if is_cues(text) else read_table(text))


def _check_size(file: ReadFile) -> ReadFile:
    """Refuse more than a page can show and people can look through. Raises TooManyTiers, TooManyTags, TooManyWords."""
    if len(file.tiers) > MOST_TIERS:
        raise TooManyTiers
    lines = [line for tier in file.tiers if not tier.why_not for line in tier.lines]
    for line in lines:
        if len(line.tags) > MOST_TAGS:
            raise TooManyTags(line.place)
    if sum(line.length for line in lines) > MOST_CHARACTERS:
        raise TooManyWords
    return file
