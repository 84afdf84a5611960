"""Words that could tell who a family is. Free text is the known leak, so it is read before it is kept.

The signs are those of `app/static/js/identifying_signs.js`; a test holds the two against each other.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date


class Category(enum.StrEnum):
    """What something looks like, in the order in which it is named where several are possible."""

    EMAIL = "email"
    NHS_NUMBER = "nhs_number"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    POSTCODE = "postcode"

    @property
    def label(self) -> str:
        """The category within a sentence, such as "a postcode"."""
        return _LABELS[self]

    @property
    def suggestion(self) -> str:
        """What to write instead, as a sentence."""
        return _SUGGESTIONS[self]


_LABELS = {
    Category.EMAIL: "an e-mail address",
    Category.NHS_NUMBER: "an NHS number",
    Category.PHONE: "a telephone number",
    Category.BIRTH_DATE: "a date of birth",
    Category.POSTCODE: "a postcode",
}

_SUGGESTIONS = {
    Category.EMAIL: "Leave it out: it belongs in your service’s own record.",
    Category.NHS_NUMBER: "Leave it out: the client code says which family this is.",
    Category.PHONE: "Leave it out: it belongs in your service’s own record.",
    Category.BIRTH_DATE: "Write the age instead, such as “4 years old”.",
    Category.POSTCODE: "Write the kind of place instead, such as “a small town” or “at home”.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a text, from ``start`` up to ``end``, in characters, and what it looks like."""

    category: Category
    start: int
    end: int

    def read(self, text: str) -> str:
        """The part itself, out of the text it was found in."""
        return text[self.start : self.end]


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
_BEFORE_AT = re.compile(r"[\w.+-]{0,63}\Z", re.A)
_AFTER_DOT = re.compile(r"[\w-]{0,62}", re.A)
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)")


def find_identifiers(text: str) -> list[Finding]:
    """All that looks as if it could identify somebody, in the order of the text; no two overlap.

    It looks for dates of birth, postcodes, telephone numbers, e-mail addresses and NHS numbers (checked by their
    last digit). It cannot know names. The time it takes grows with the text and not faster.
    """
    taken, found = bytearray(len(text)), []
    for category, search in _SIGNS:
        for start, end in search(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(category, start, end))
    return sorted(found, key=lambda finding: finding.start)


def find_identifier(text: str) -> str | None:
    """Name what in ``text`` looks as if it could identify somebody, such as "a postcode"; None where nothing does.

    For codes and places, where nothing of the kind may ever stand.
    """
    return next((category.label for category, search in _SIGNS if any(search(text))), None)


def _search_emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        start = match.start() + 1
        before, after = _BEFORE_AT.search(text, max(0, start - 64), start), match.end()
        rest = _AFTER_DOT.match(text, after)
        yield (
            min(match.start(), before.start() if before else start),
            rest.end() if rest else after,
        )


def _search_nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _TEN_DIGITS.finditer(text):
        if _is_nhs_number(re.sub(r"\D", "", match[0])):
            yield match.span()


def _is_nhs_number(digits: str) -> bool:
    weighed = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - weighed % 11) % 11 == int(digits[9])


def _search_phones(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _PHONE.finditer(text))


def _search_dates(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _MONTH_IN_WORDS.finditer(text))
    for shape in (_DAY_FIRST, _RUN_OF_EIGHT):
        for match in shape.finditer(text):
            if _is_date(match[3], match[2], match[1]):
                yield match.span()
    for match in _YEAR_FIRST.finditer(text):
        if _is_date(match[1], match[2], match[3]):
            yield match.span()


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(int(year) or 2000, int(month), int(day))
    except ValueError:
        return False
    return True


def _search_postcodes(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _POSTCODE.finditer(text))


_SIGNS: tuple[tuple[Category, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    (Category.EMAIL, _search_emails),
    (Category.NHS_NUMBER, _search_nhs_numbers),
    (Category.PHONE, _search_phones),
    (Category.BIRTH_DATE, _search_dates),
    (Category.POSTCODE, _search_postcodes),
)
