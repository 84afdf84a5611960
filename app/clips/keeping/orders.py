"""What is asked of the worker, by name: a higher feature does it."""

from __future__ import annotations

from uuid import UUID

ERASE_CLIP = "retention.erase_clip"
"""Erases what was ordered; its argument is ``clip_id``."""


def name_erasure(clip_uuid: UUID) -> str:
    """The key under which at most one job erases this film."""
    return f"{ERASE_CLIP}:{clip_uuid}"
