"""An ELAN document, read piece by piece: strangers' XML, without entities, without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError  # the error alone; defusedxml reads

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from app.clips.annotations.imports.reading.errors import (
    FileTooLarge,
    FileUnreadable,
    TimesUnknown,
)
from app.clips.annotations.imports.reading.tiers import MOST_ANNOTATIONS

LONGEST_VALUE = 20_000
LONGEST_NAME = 200
MOST_ELEMENTS = 20 * MOST_ANNOTATIONS


@dataclass(slots=True)
class EafAnnotation:
    """One annotation: with slots of its own, or ``parent``, the id of the one it belongs to."""

    id: str
    first_slot: str = ""
    last_slot: str = ""
    parent: str = ""
    entry: str = ""
    value: str = ""


@dataclass(slots=True)
class EafTier:
    """One tier with its annotations in the order of the file."""

    name: str
    type: str
    participant: str
    annotations: list[EafAnnotation] = field(default_factory=list)


@dataclass(slots=True)
class EafDocument:
    """What the portal reads of an ELAN file; ``origin_ms`` is where in the film its time begins."""

    tiers: list[EafTier] = field(default_factory=list)
    slots: dict[str, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    origin_ms: int = 0


def read_document(data: bytes) -> EafDocument:
    """Raises FileUnreadable for what is no ELAN document, FileTooLarge, TimesUnknown."""
    collector = _Collector()
    try:
        parser = DefusedXMLParser(target=collector, forbid_dtd=True)
        parser.feed(data)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileUnreadable(
            "This file is no whole ELAN document. Save it anew from ELAN and choose it again."
        ) from error
    if not collector.is_eaf:
        raise FileUnreadable
    return collector.document


class _Collector:
    """Takes what the parser meets; elements it does not know pass by."""

    def __init__(self) -> None:
        self.document = EafDocument()
        self.is_eaf = False
        self._elements = 0
        self._annotations = 0
        self._text: list[str] | None = None
        self._room = LONGEST_VALUE
        self._property = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise FileTooLarge
        if self._elements == 1:
            self.is_eaf = tag == "ANNOTATION_DOCUMENT"
        if tag in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            self._begin_annotation(attributes)
        elif tag == "TIER":
            self._begin_tier(attributes)
        elif tag == "TIME_SLOT":
            self._take_slot(attributes)
        elif tag in ("HEADER", "MEDIA_DESCRIPTOR"):
            self._take_header(attributes)
        elif tag in ("ANNOTATION_VALUE", "PROPERTY"):
            self._text, self._room = [], LONGEST_VALUE
            self._property = attributes.get("NAME", "")

    def data(self, text: str) -> None:
        """A piece of text; what is longer than anything people write is cut."""
        if self._text is not None and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag not in ("ANNOTATION_VALUE", "PROPERTY") or self._text is None:
            return
        text = "".join(self._text)
        self._text = None
        tiers = self.document.tiers
        if tag == "PROPERTY":
            self.document.properties[self._property] = text
        elif tiers and tiers[-1].annotations:
            tiers[-1].annotations[-1].value = text

    def close(self) -> EafDocument:
        """The end of the file."""
        return self.document

    def _begin_tier(self, attributes: Mapping[str, str]) -> None:
        self.document.tiers.append(
            EafTier(
                attributes.get("TIER_ID", "")[:LONGEST_NAME],
                attributes.get("LINGUISTIC_TYPE_REF", ""),
                attributes.get("PARTICIPANT", ""),
            )
        )

    def _begin_annotation(self, attributes: Mapping[str, str]) -> None:
        self._annotations += 1
        if self._annotations > MOST_ANNOTATIONS:
            raise FileTooLarge
        names = ("ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2", "ANNOTATION_REF", "CVE_REF")
        if self.document.tiers:
            annotation = EafAnnotation(*(attributes.get(name, "") for name in names))
            self.document.tiers[-1].annotations.append(annotation)

    def _take_slot(self, attributes: Mapping[str, str]) -> None:
        at = attributes.get("TIME_VALUE", "")
        if at.isascii() and at.isdecimal() and len(at) <= 12:
            self.document.slots[attributes.get("TIME_SLOT_ID", "")] = int(at)

    def _take_header(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("TIME_UNITS", "milliseconds") != "milliseconds":
            raise TimesUnknown
        origin = attributes.get("TIME_ORIGIN", "")
        if (
            origin.isascii()
            and origin.isdecimal()
            and len(origin) <= 9
            and not self.document.origin_ms
        ):
            self.document.origin_ms = int(origin)
