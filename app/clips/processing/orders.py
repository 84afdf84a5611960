"""Films on their way and films to prepare, apart from the transaction they were read in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

PROCESS_CLIP = "clips.process_clip"
REVIEW_CLIP = "clips.review_clip"
LIGHTEN_CLIP = "clips.lighten_clip"
"""The jobs of one film, each asked for by the last step of the one before it: no two of them ever run at once."""


@dataclass(frozen=True, slots=True)
class FilmOrder:
    """A film to prepare: what the worker needs to know of it. ``source_key`` names what the work begins with."""

    clip_id: int
    clip_uuid: UUID
    source_key: str
    announced_sha256: str | None = None
    """What its sender said of the bytes; None where they said nothing."""


@dataclass(frozen=True, slots=True)
class UploadOrder:
    """A film on its way: where its bytes go, and how many there will be."""

    storage_key: str
    length: int


def name_processing(clip_uuid: UUID, job: str = PROCESS_CLIP) -> str:
    """The key under which there is at most one such job of this film."""
    return f"{job}:{clip_uuid}"


def list_processing_keys(clip_uuid: UUID) -> list[str]:
    """The keys of everything that may be at work on this film."""
    return [name_processing(clip_uuid, job) for job in (PROCESS_CLIP, REVIEW_CLIP, LIGHTEN_CLIP)]
