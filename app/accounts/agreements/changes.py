"""What a new wording changes, paragraph by paragraph."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


class ChangeKind(enum.StrEnum):
    """What became of a paragraph."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph, list entry or heading that one wording has and the other has not."""

    kind: ChangeKind
    words: str


def compare_wordings(before: str, after: str) -> Sequence[Change]:
    """What left and what came, in reading order; a changed paragraph is one that left and one that came."""
    old, new = _list_lines(before), _list_lines(after)
    return [*_walk(old, new)]


def _walk(old: list[str], new: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield from (Change(ChangeKind.REMOVED, words) for words in old[old_start:old_end])
            yield from (Change(ChangeKind.ADDED, words) for words in new[new_start:new_end])


def _list_lines(wording: str) -> list[str]:
    lines = (line.strip().lstrip("#-*> ").strip() for line in wording.splitlines())
    return [line for line in lines if line]
