"""Tiers out of an ELAN document: the portal's own are known again, others are for people to choose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.clips.annotations.files.eaf_names import MARK, MARKED_AS, POINT, TierType
from app.clips.annotations.imports.reading.eaf_document import (
    EafAnnotation,
    EafDocument,
    EafTier,
    read_document,
)
from app.clips.annotations.imports.reading.errors import FileUnreadable
from app.clips.annotations.imports.reading.tiers import ReadFile, ReadLine, ReadTier
from app.clips.annotations.imports.targets import CAPTIONS, LEAVE_OUT, MOMENTS, TURNS
from app.core.time_range import format_ms

BESIDE = {TierType.NOTE: "words", TierType.REASON: "reason", TierType.GOAL: "goal"}
"""Types of tiers that complete the moments they belong to, and what they hold."""

FEEDBACK = "Feedback is written by the supervisor: it is never brought in."


def read_eaf(data: bytes) -> ReadFile:
    """All tiers that hold something. Raises FileUnreadable, FileTooLarge, TimesUnknown."""
    document = read_document(data)
    times = _find_times(document)
    is_own = document.properties.get(MARK) == MARKED_AS
    tiers = (
        _read_own(document, times)
        if is_own
        else [
            ReadTier(tier.name, LEAVE_OUT, [_read(each, times) for each in tier.annotations])
            for tier in document.tiers
            if tier.annotations
        ]
    )
    if not tiers:
        raise FileUnreadable("There is no annotation in this file. Choose another one.")
    notes = []
    if document.origin_ms:
        notes.append(
            f"Its time begins at {format_ms(document.origin_ms)} of the film: everything is moved by that."
        )
    length = document.properties.get("length in ms", "")
    film_ms = int(length) if is_own and re.fullmatch("[0-9]{1,9}", length) else None
    return ReadFile("eaf", tiers, (), notes, film_ms)


Times = Mapping[str, tuple[int | None, int | None]]


def _find_times(document: EafDocument) -> Times:
    """Id of an annotation -> from when to when, for those without times of their own what their parent has."""
    slots = {name: at_ms + document.origin_ms for name, at_ms in document.slots.items()}
    annotations = {each.id: each for tier in document.tiers for each in tier.annotations}
    times: dict[str, tuple[int | None, int | None]] = {}
    for top in annotations.values():
        way = {top.id: None}
        while top.id not in times and top.parent in annotations and top.parent not in way:
            top = annotations[top.parent]
            way[top.id] = None
        own = slots.get(top.first_slot), slots.get(top.last_slot)
        times.update(dict.fromkeys(way, times.get(top.id, own)))
    return times


def _read(annotation: EafAnnotation, times: Times) -> ReadLine:
    start_ms, end_ms = times[annotation.id]
    place = annotation.id if start_ms is None else f"At {format_ms(start_ms)}"
    return ReadLine(place, start_ms, end_ms, annotation.value)


def _read_own(document: EafDocument, times: Times) -> list[ReadTier]:
    tiers: dict[tuple[str, str, str], list[ReadLine]] = {}
    beside = _gather_beside(document)
    for tier in document.tiers:
        if tier.type in BESIDE or tier.type == TierType.TAG:
            continue
        known = _recognise(tier)
        lines = tiers.setdefault(known, [])
        for each in tier.annotations:
            lines.append(_read_known(each, known[1], times, beside))
    return [
        ReadTier(name, target, lines, why_not)
        for (name, target, why_not), lines in tiers.items()
        if lines
    ]


def _recognise(tier: EafTier) -> tuple[str, str, str]:
    """What one of the portal's own tiers is called, what it becomes, and why it cannot."""
    turns = f"{tier.type}-{tier.participant}"
    if turns in TURNS:
        return f"Turns: {tier.type}, {tier.participant}", turns, ""
    if tier.type == TierType.COMMENT:
        return "Comments", LEAVE_OUT, FEEDBACK
    known = {
        TierType.CAPTION.value: ("Captions", CAPTIONS, ""),
        TierType.MOMENT.value: ("Moments", MOMENTS, ""),
    }
    return known.get(tier.type, (tier.name, LEAVE_OUT, ""))


def _read_known(
    annotation: EafAnnotation, target: str, times: Times, beside: Mapping[str, ReadLine]
) -> ReadLine:
    line = _read(annotation, times)
    if target in TURNS:
        is_point = annotation.value == POINT
        return ReadLine(line.place, line.start_ms, None if is_point else line.end_ms)
    if target != MOMENTS:
        return line
    more = beside.get(annotation.id, ReadLine("", None, None))
    return ReadLine(
        line.place,
        line.start_ms,
        line.end_ms,
        more.words,
        annotation.value,
        more.reason,
        more.goal,
        more.tags,
    )


def _gather_beside(document: EafDocument) -> Mapping[str, ReadLine]:
    """Id of a moment -> its note, reason, goal and tags."""
    words: dict[str, dict[str, str]] = {}
    tags: dict[str, list[tuple[str, str]]] = {}
    for tier in document.tiers:
        for each in tier.annotations:
            if tier.type in BESIDE:
                words.setdefault(each.parent, {})[BESIDE[TierType(tier.type)]] = each.value
            elif tier.type == TierType.TAG:
                pair = (tier.participant, each.entry.removeprefix("e-"))
                tags.setdefault(each.parent, []).append(pair)
    return {
        moment: ReadLine("", None, None, tags=tags.get(moment, ()), **words.get(moment, {}))
        for moment in words.keys() | tags.keys()
    }
