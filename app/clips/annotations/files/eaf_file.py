"""Annotations as an ELAN document (EAF 3.0), which opens in ELAN beside the film."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from xml.sax.saxutils import escape, quoteattr  # writes, and reads nothing

from app.clips.annotations.files.eaf_names import (
    ALIGNED,
    ASSOCIATED,
    LASTING,
    MARK,
    MARKED_AS,
    POINT,
    PRINCIPLES,
    TURNS,
    TierType,
    name_entry,
)
from app.clips.annotations.files.lanes import share_out
from app.clips.annotations.records import Annotations, MomentRecord, Place, TurnRecord
from app.clips.turns.models import TurnKind
from app.frameworks.parties import Party

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no XML document may hold; nobody sees them."""

CONSTRAINTS = {
    "Symbolic_Subdivision": "Several annotations, in their order, that belong to one parent",
    "Symbolic_Association": "One annotation that belongs to one parent",
}
LANGUAGE = "eng"


@dataclass(slots=True)
class _Document:
    """What is counted while the tiers are written: times by slot, and annotations."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    slots: list[int] = field(default_factory=list)

    def add_slot(self, at_ms: int) -> str:
        self.slots.append(at_ms)
        return f"ts{len(self.slots)}"

    def next_id(self) -> str:
        return f"a{next(self.numbers)}"


def write_eaf(annotations: Annotations, made_at: str) -> str:
    """The whole document; ``made_at`` is an instant in ISO form. It names no file, no path and nobody."""
    document = _Document()
    tiers = [
        *_write_moments(document, annotations.moments),
        *_write_turns(document, annotations.turns),
        *_write_lines(
            document,
            TierType.CAPTION,
            "Captions",
            [(line.place, line.words) for line in annotations.captions],
        ),
        *_write_lines(
            document,
            TierType.COMMENT,
            "Comments",
            [(said.place, f"{said.kind}: {said.words}") for said in annotations.comments],
        ),
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<ANNOTATION_DOCUMENT AUTHOR="" DATE={quoteattr(made_at)} FORMAT="3.0" VERSION="3.0"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            ' xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">',
            *_write_header(annotations),
            "<TIME_ORDER>",
            *_write_slots(document),
            "</TIME_ORDER>",
            *tiers,
            *_write_types(),
            *_write_vocabularies(annotations),
            "</ANNOTATION_DOCUMENT>\n",
        ]
    )


def _write_header(annotations: Annotations) -> Iterator[str]:
    film = annotations.film
    facts = {MARK: MARKED_AS, "film": film.kind, "length in ms": film.length_ms}
    if film.frame_count is not None:
        facts |= {"frames": film.frame_count, "frames per second": film.frames_per_second or 0}
    yield '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">'
    yield '<MEDIA_DESCRIPTOR MEDIA_URL="" MIME_TYPE="video/mp4"/>'
    for name, value in facts.items():
        yield f"<PROPERTY NAME={quoteattr(name)}>{_text(value)}</PROPERTY>"
    yield "</HEADER>"


def _write_slots(document: _Document) -> Iterator[str]:
    """In the order of time, as the format wants them."""
    for number, at_ms in sorted(enumerate(document.slots, 1), key=lambda slot: slot[1]):
        yield f'<TIME_SLOT TIME_SLOT_ID="ts{number}" TIME_VALUE="{at_ms}"/>'


def _write_moments(document: _Document, moments: Sequence[MomentRecord]) -> Iterator[str]:
    for number, lane in enumerate(share_out(moments, lambda each: each.place), 1):
        name = _name("Moments", number)
        ids = [document.next_id() for _ in lane]
        aligned = [
            _align(document, own_id, each.place, each.title)
            for own_id, each in zip(ids, lane, strict=True)
        ]
        yield from _write_tier(name, TierType.MOMENT, aligned)
        for kind in ASSOCIATED:
            beside = [
                _refer(document, own_id, words)
                for own_id, each in zip(ids, lane, strict=True)
                if (words := _read_beside(each, kind))
            ]
            if beside:
                yield from _write_tier(f"{name}: {kind.split()[-1]}", kind, beside, parent=name)
        for party in Party:
            tags = [
                tag
                for own_id, each in zip(ids, lane, strict=True)
                for tag in _refer_tags(document, own_id, each, party)
            ]
            if tags:
                tier = f"{name}: {party.value}"
                yield from _write_tier(tier, TierType.TAG, tags, parent=name, party=party)


def _read_beside(moment: MomentRecord, kind: TierType) -> str:
    goal = "" if moment.goal is None else str(moment.goal)
    return {TierType.NOTE: moment.note, TierType.REASON: moment.reason, TierType.GOAL: goal}[kind]


def _refer_tags(
    document: _Document, own_id: str, moment: MomentRecord, party: Party
) -> Iterator[str]:
    before: str | None = None
    for tag in moment.tags:
        if tag.party is party:
            tag_id = document.next_id()
            yield _write_ref(tag_id, own_id, tag.term.label, before, name_entry(tag.term.uuid))
            before = tag_id


def _write_turns(document: _Document, turns: Sequence[TurnRecord]) -> Iterator[str]:
    for kind, kind_type in (
        (TurnKind.INITIATIVE, TierType.INITIATIVE),
        (TurnKind.RECEPTION, TierType.RECEPTION),
    ):
        for party in Party:
            of_party = [turn for turn in turns if turn.kind is kind and turn.party is party]
            for number, lane in enumerate(share_out(of_party, lambda each: each.place), 1):
                aligned = [
                    _align(
                        document,
                        document.next_id(),
                        turn.place,
                        POINT if turn.place.end_ms is None else LASTING,
                    )
                    for turn in lane
                ]
                name = _name(f"{kind.value.capitalize()}s: {party.value}", number)
                yield from _write_tier(name, kind_type, aligned, party=party)


def _write_lines(
    document: _Document, kind: TierType, name: str, lines: Sequence[tuple[Place, str]]
) -> Iterator[str]:
    for number, lane in enumerate(share_out(lines, lambda line: line[0]), 1):
        aligned = [_align(document, document.next_id(), place, words) for place, words in lane]
        yield from _write_tier(_name(name, number), kind, aligned)


def _write_tier(
    name: str,
    kind: TierType,
    annotations: Iterable[str],
    *,
    parent: str | None = None,
    party: Party | None = None,
) -> Iterator[str]:
    more = f" PARENT_REF={quoteattr(parent)}" if parent else ""
    more += f' PARTICIPANT="{party.value}"' if party else ""
    yield f'<TIER LINGUISTIC_TYPE_REF="{kind.value}"{more} TIER_ID={quoteattr(name)}>'
    yield from annotations
    yield "</TIER>"


def _align(document: _Document, own_id: str, place: Place, words: str) -> str:
    first = document.add_slot(place.start_ms)
    last = document.add_slot(place.shown_end_ms)
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{own_id}" TIME_SLOT_REF1="{first}" '
        f'TIME_SLOT_REF2="{last}">{_value(words)}</ALIGNABLE_ANNOTATION></ANNOTATION>'
    )


def _refer(document: _Document, parent_id: str, words: str) -> str:
    return _write_ref(document.next_id(), parent_id, words, None, None)


def _write_ref(
    own_id: str, parent_id: str, words: str, before: str | None, entry: str | None
) -> str:
    more = f' CVE_REF="{entry}"' if entry else ""
    more += f' PREVIOUS_ANNOTATION="{before}"' if before else ""
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{own_id}" ANNOTATION_REF="{parent_id}"{more}>'
        f"{_value(words)}</REF_ANNOTATION></ANNOTATION>"
    )


def _write_types() -> Iterator[str]:
    for kind in TierType:
        more = ""
        if kind in ASSOCIATED:
            more = ' CONSTRAINTS="Symbolic_Association"'
        elif kind is TierType.TAG:
            more = f' CONSTRAINTS="Symbolic_Subdivision" CONTROLLED_VOCABULARY_REF="{PRINCIPLES}"'
        elif kind in (TierType.INITIATIVE, TierType.RECEPTION):
            more = f' CONTROLLED_VOCABULARY_REF="{TURNS}"'
        aligned = "true" if kind in ALIGNED else "false"
        yield (
            f'<LINGUISTIC_TYPE{more} GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="{kind.value}" '
            f'TIME_ALIGNABLE="{aligned}"/>'
        )
    yield f'<LANGUAGE LANG_DEF="{LANGUAGE}" LANG_ID="{LANGUAGE}" LANG_LABEL="English"/>'
    for stereotype, description in CONSTRAINTS.items():
        yield f'<CONSTRAINT DESCRIPTION="{description}" STEREOTYPE="{stereotype}"/>'


def _write_vocabularies(annotations: Annotations) -> Iterator[str]:
    newest = max((term.version for term in annotations.terms), default=0)
    entries = [
        (
            name_entry(term.uuid),
            term.label + ("" if term.version == newest else f" (version {term.version})"),
        )
        for term in annotations.terms
    ]
    turns = [("e-point", POINT), ("e-lasting", LASTING)]
    for name, described in ((PRINCIPLES, entries), (TURNS, turns)):
        yield f'<CONTROLLED_VOCABULARY CV_ID="{name}">'
        yield f'<DESCRIPTION LANG_REF="{LANGUAGE}"/>'
        for entry_id, words in described:
            yield (
                f'<CV_ENTRY_ML CVE_ID="{entry_id}"><CVE_VALUE LANG_REF="{LANGUAGE}">'
                f"{_text(words)}</CVE_VALUE></CV_ENTRY_ML>"
            )
        yield "</CONTROLLED_VOCABULARY>"


def _name(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _value(words: str) -> str:
    return f"<ANNOTATION_VALUE>{_text(words)}</ANNOTATION_VALUE>"


def _text(words: object) -> str:
    return escape(NO_XML.sub("", str(words)), {"\r": "&#13;"})
