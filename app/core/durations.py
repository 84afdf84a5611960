"""Lengths of time as people say them."""

from __future__ import annotations


def format_minutes(minutes: int) -> str:
    """Minutes as people say them: ``45 min``, ``9 h``, ``9 h 15``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
