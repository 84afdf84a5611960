"""Words that could tell who a family is. Free text is the known leak, so it is read before it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)?\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?!\d)")
_RUN_OF_EIGHT = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_MONTH_IN_WORDS = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[-/. ]?(?:of )?(?:{_MONTHS})[a-z]*[-/., ]*(?:19|20)?\d{{2}}(?!\d)",
    re.I,
)
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?[- ]?\d[a-z]{2}\b", re.I)
_PHONE = re.compile(r"(?<![\d+])(?:\+44|0)(?:[ \-()]*\d){9,10}(?!\d)")
_EMAIL = re.compile(r"[^\s@]@[^\s@]+\.\w")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)")


def find_identifier(text: str) -> str | None:
    """Name what in ``text`` looks as if it could identify somebody, such as "a postcode"; None where nothing does.

    It looks for dates of birth, postcodes, telephone numbers, e-mail addresses and NHS numbers (checked by their
    last digit). It cannot know names.
    """
    for name, looks_like in _SIGNS:
        if looks_like(text):
            return name
    return None


def _has_email(text: str) -> bool:
    return _EMAIL.search(text) is not None


def _has_nhs_number(text: str) -> bool:
    return any(_is_nhs_number(re.sub(r"\D", "", match[0])) for match in _TEN_DIGITS.finditer(text))


def _is_nhs_number(digits: str) -> bool:
    weighed = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - weighed % 11) % 11 == int(digits[9])


def _has_phone_number(text: str) -> bool:
    return _PHONE.search(text) is not None


def _has_date(text: str) -> bool:
    if _MONTH_IN_WORDS.search(text):
        return True
    day_first = [*_DAY_FIRST.finditer(text), *_RUN_OF_EIGHT.finditer(text)]
    return any(_is_date(found[3], found[2], found[1]) for found in day_first) or any(
        _is_date(*found.groups()) for found in _YEAR_FIRST.finditer(text)
    )


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(int(year) or 2000, int(month), int(day))
    except ValueError:
        return False
    return True


def _has_postcode(text: str) -> bool:
    return _POSTCODE.search(text) is not None


_SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("an e-mail address", _has_email),
    ("an NHS number", _has_nhs_number),
    ("a telephone number", _has_phone_number),
    ("a date of birth", _has_date),
    ("a postcode", _has_postcode),
)
