"""How an accreditation number is written."""

from __future__ import annotations

PREFIX = "VIG"
DIGITS = 5


def format_number(serial: int) -> str:
    """``VIG-00042`` for 42; longer once five digits are used up. ``serial`` counts from 1.

    Numbers are written with leading zeros, so that a list sorted as text is in the order of accreditation for
    the first 99,999.
    """
    if serial < 1:
        raise ValueError("numbers count from 1")
    return f"{PREFIX}-{serial:0{DIGITS}d}"
