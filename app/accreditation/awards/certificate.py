"""The certificate as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.accreditation.errors import NameNotDrawable
from app.core.documents import LetterNotDrawable, draw_document
from app.core.durations import format_day


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """Everything a certificate says."""

    association: str
    name: str
    number: str
    day: date
    pathway: str


def draw_certificate(words: CertificateWords) -> bytes:
    """The certificate as PDF/UA-1 and PDF/A-2a, one A4 page. Raises NameNotDrawable where no font has the letters."""
    data = {
        "association": " ".join(words.association.split()),
        "name": " ".join(words.name.split()),
        "number": words.number,
        "day": format_day(words.day),
        "pathway": " ".join(words.pathway.split()),
    }
    try:
        return draw_document("certificate.typ", data)
    except LetterNotDrawable as error:
        raise NameNotDrawable from error
