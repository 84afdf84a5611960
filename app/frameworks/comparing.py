"""What one version of the vocabulary says differently from another. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from app.frameworks.written import Written, WrittenPrinciple


class ChangeKind(enum.StrEnum):
    """What happened to something, in a word."""

    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where it is, what happened, the words before and after where there are any."""

    where: str
    kind: ChangeKind
    before: str = ""
    after: str = ""


def compare(before: Written, after: Written) -> list[Change]:
    """Everything that is different, along the later ladder, what was left out at the end of each part."""
    old = {principle.code: principle for principle in before.principles}
    new = {principle.code: principle for principle in after.principles}
    changes: list[Change] = []
    for principle in after.principles:
        if principle.code not in old:
            changes.append(Change("The ladder", ChangeKind.ADDED, after=principle.name))
        changes += _compare_principles(
            old.get(principle.code, WrittenPrinciple(principle.code, principle.name)), principle
        )
    for code, principle in old.items():
        if code not in new:
            changes.append(Change("The ladder", ChangeKind.LEFT_OUT, before=principle.name))
    common = [code for code in old if code in new]
    if common != [code for code in new if code in old]:
        changes.append(Change("The ladder", ChangeKind.MOVED))
    if before.answer_within_ms != after.answer_within_ms:
        spans = [f"{w.answer_within_ms / 1000:g} seconds" for w in (before, after)]
        changes.append(Change("An initiative waits", ChangeKind.REWORDED, *spans))
    return changes


def _compare_principles(before: WrittenPrinciple, after: WrittenPrinciple) -> Iterator[Change]:
    if before.name != after.name:
        yield Change("The ladder", ChangeKind.REWORDED, before.name, after.name)
    old = {item.lineage: item.words for item in before.items}
    new = {item.lineage: item.words for item in after.items}
    for lineage, words in new.items():
        if lineage not in old:
            yield Change(after.name, ChangeKind.ADDED, after=words)
        elif old[lineage] != words:
            yield Change(after.name, ChangeKind.REWORDED, old[lineage], words)
    for lineage, words in old.items():
        if lineage not in new:
            yield Change(after.name, ChangeKind.LEFT_OUT, before=words)
    if [lineage for lineage in old if lineage in new] != [lin for lin in new if lin in old]:
        yield Change(after.name, ChangeKind.MOVED)
