"""Lines of text as WebVTT, the format in which browsers read captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HEADER = "WEBVTT\n"

_BREAKS = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]+")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write_webvtt(lines: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    """The file, piece by piece, of start and end in milliseconds and the words; an empty one is a file too."""
    yield HEADER
    for start_ms, end_ms, words in lines:
        yield f"\n{format_time(start_ms)} --> {format_time(end_ms)}\n{escape_words(words)}\n"


def escape_words(words: str) -> str:
    """Words as the text of a cue: nothing in them is read as markup, as an arrow or as the end of the cue."""
    return _BREAKS.sub("\n", words.strip()).translate(_ESCAPES)


def format_time(position_ms: int) -> str:
    """Milliseconds as ``hh:mm:ss.ttt``."""
    seconds, thousandths = divmod(position_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{thousandths:03d}"
