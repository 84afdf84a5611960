"""PDFs and pictures from the templates under `templates/documents`. Words travel there as data, so that none can become markup."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import typst

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-2a"]
"""Readable by screen readers, and for as long as paper."""

PIXELS_LIKE_POINTS = 72.0

LAST_LETTER = "\u052f"
PUNCTUATION = ("\u2010", "\u205e")
"""Up to here, and in between, the portal's fonts have everything: Latin, Greek, Cyrillic, and their signs."""

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


def draw_what_prints(
    template: str, words: Mapping[str, Any], where_left_out: Mapping[str, str] | None = None
) -> bytes:
    """As `draw_document`, for words that people typed: signs that no font has become question marks.

    ``where_left_out`` are words that then take the place of others, to say so.
    """
    try:
        return draw_document(template, words)
    except LetterNotDrawable:
        return draw_document(template, {**_simplify(words), **(where_left_out or {})})


def draw_picture(template: str, words: Mapping[str, Any]) -> bytes:
    """The first page of the template of this file name, filled as `draw_document` fills one, as PNG: a pixel for each point.

    A letter that no font has is drawn as an empty box.
    """
    data = {"words": json.dumps(_clean(words))}
    picture = typst.compile(
        (TEMPLATES / template).read_bytes(), sys_inputs=data, format="png", ppi=PIXELS_LIKE_POINTS
    )
    return bytes(picture if isinstance(picture, bytes) else picture[0])


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


def _simplify(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(sign if _is_known(sign) else "?" for sign in value)
    if isinstance(value, Mapping):
        return {key: _simplify(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_simplify(inner) for inner in value]
    return value


def _is_known(sign: str) -> bool:
    return sign <= LAST_LETTER or PUNCTUATION[0] <= sign <= PUNCTUATION[1]
