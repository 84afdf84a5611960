"""The certificate as a PDF. Words travel to the template as data, so no name can become markup."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import typst

from app.accreditation.errors import NameNotDrawable
from app.core.durations import format_day

TEMPLATE = Path(__file__).parents[3] / "templates" / "documents" / "certificate.typ"
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-2a"]
"""Readable by screen readers, and for as long as paper."""

JOINERS = {"\u200c", "\u200d"}
"""Invisible characters that some scripts need between their letters."""


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
        "association": clean_words(words.association),
        "name": clean_words(words.name),
        "number": clean_words(words.number),
        "day": format_day(words.day),
        "pathway": clean_words(words.pathway),
    }
    try:
        pdf = typst.compile(
            TEMPLATE.read_bytes(), sys_inputs=data, format="pdf", pdf_standards=STANDARDS
        )
    except typst.TypstError as error:
        if "could not be displayed with font" in str(error):
            raise NameNotDrawable from error
        raise
    return bytes(pdf)


def clean_words(text: str) -> str:
    """One line without control, private and unassigned characters, which no font can draw."""
    line = " ".join(text.split())
    return "".join(sign for sign in line if unicodedata.category(sign)[0] != "C" or sign in JOINERS)
