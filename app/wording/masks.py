"""Findings with their telling part hidden, for eyes that should judge and not learn them."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.wording.identifying_words import Category

HIDDEN = "•••"
_YEAR_LAST = re.compile(r"(?:19|20)\d{2}\Z")
_YEAR_FIRST = re.compile(r"\A(?:19|20)\d{2}")
LONGEST_MASK = 80


def mask(category: Category, words: str) -> str:
    """The words of a finding with enough left to see what it may be: ``SW1A •••``, ``07700 •••``, ``••• 2021``."""
    return _MASKS[category](words)[:LONGEST_MASK]


def _mask_email(words: str) -> str:
    domain = words.rpartition("@")[2]
    name, dot, rest = domain.partition(".")
    return f"{HIDDEN}@{name[:2]}{HIDDEN}{dot}{rest}"


def _mask_number(kept: int) -> Callable[[str], str]:
    return lambda words: f"{re.sub(r'[^0-9+]', '', words)[:kept]} {HIDDEN}"


def _mask_date(words: str) -> str:
    year = _YEAR_LAST.search(words) or _YEAR_FIRST.search(words)
    return f"{HIDDEN} {year[0] if year else words[-2:]}"


def _mask_postcode(words: str) -> str:
    return f"{re.sub(r'[- ]', '', words)[:-3].upper()} {HIDDEN}"


_MASKS: dict[Category, Callable[[str], str]] = {
    Category.EMAIL: _mask_email,
    Category.NHS_NUMBER: _mask_number(3),
    Category.PHONE: _mask_number(5),
    Category.BIRTH_DATE: _mask_date,
    Category.POSTCODE: _mask_postcode,
}
