"""Films on their way and films to prepare, apart from the transaction they were read in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

PROCESS_CLIP = "clips.process_clip"


@dataclass(frozen=True, slots=True)
class FilmOrder:
    """A film to prepare: what the worker needs to know of it."""

    clip_id: int
    clip_uuid: UUID
    original_key: str


@dataclass(frozen=True, slots=True)
class UploadOrder:
    """A film on its way: where its bytes go, and how many there will be."""

    storage_key: str
    length: int


def name_processing(clip_uuid: UUID) -> str:
    """The key under which at most one job prepares this film."""
    return f"{PROCESS_CLIP}:{clip_uuid}"
