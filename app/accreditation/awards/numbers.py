"""How an accreditation number is written."""

from __future__ import annotations

import re

PREFIX = "VIG"
DIGITS = 5
HIGHEST_RESERVED = 9_999_999
"""Up to here the portal steps over numbers that were taken over; it would have to give out ten million to get beyond."""


def format_number(serial: int) -> str:
    """``VIG-00042`` for 42; longer once five digits are used up. ``serial`` counts from 1.

    Numbers are written with leading zeros, so that a list sorted as text is in the order of accreditation for
    the first 99,999.
    """
    if serial < 1:
        raise ValueError("numbers count from 1")
    return f"{PREFIX}-{serial:0{DIGITS}d}"


def read_serial(number: str) -> int | None:
    """The serial that would be written like this number, whatever its letters' size and its zeros; None for other numbers."""
    found = re.fullmatch(rf"{PREFIX}[- ]?0*([1-9][0-9]{{0,6}})", number.strip(), re.IGNORECASE)
    return int(found[1]) if found and int(found[1]) <= HIGHEST_RESERVED else None
