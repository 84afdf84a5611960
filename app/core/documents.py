"""PDFs from the templates under `templates/documents`. Words travel there as data, so that none can become markup."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-2a"]
"""Readable by screen readers, and for as long as paper."""

JOINERS = {"\u200c", "\u200d"}
"""Invisible characters that some scripts need between their letters."""


class LetterNotDrawable(Exception):
    """No font of the portal has one of the letters."""


def draw_document(template: str, words: Mapping[str, Any]) -> bytes:
    """The template of this file name, filled, as PDF/UA-1 and PDF/A-2a. Raises LetterNotDrawable.

    ``words`` are strings, numbers, lists and mappings of them; the template reads them as ``json(bytes(sys.inputs.words))``.
    Every string is cleaned of what no font can draw.
    """
    source = (TEMPLATES / template).read_bytes()
    data = {"words": json.dumps(_clean(words))}
    try:
        pdf = typst.compile(source, sys_inputs=data, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        if "could not be displayed with font" in str(error):
            raise LetterNotDrawable from error
        raise
    return bytes(pdf)


def clean_words(text: str) -> str:
    """Lines without control, private and unassigned characters, which no font can draw."""
    return "\n".join(_clean_line(line) for line in text.splitlines()).strip()


def _clean_line(text: str) -> str:
    line = " ".join(text.split())
    return "".join(sign for sign in line if unicodedata.category(sign)[0] != "C" or sign in JOINERS)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_words(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
