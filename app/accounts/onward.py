"""Where somebody goes on to, once what came first is done. Never to a strange site."""

from __future__ import annotations

import re

FIRST_PAGE = "/"
_OWN_ADDRESS = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
"""A path of the portal: one slash, then anything but what browsers read as another site."""


def read_onward(asked: str | None) -> str:
    """The address of the portal that was asked for, or its first page."""
    return asked if asked and _OWN_ADDRESS.fullmatch(asked) else FIRST_PAGE
