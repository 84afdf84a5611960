"""The colours of the pages for charts, read from the one file where colours are written."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
_PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


class Theme(enum.StrEnum):
    """By day and by night."""

    LIGHT = "light"
    DARK = "dark"


@cache
def read_palette(theme: Theme) -> Mapping[str, str]:
    """Name of a token -> its colour in this theme."""
    pairs = _PAIR.findall(TOKENS.read_text())
    return {name: light if theme is Theme.LIGHT else dark for name, light, dark in pairs}
