"""A film to erase apart from the transaction it was read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.retention.ledger import Deletion


@dataclass(frozen=True, slots=True)
class FilmToErase:
    """A film whose erasure was ordered: what stays on record of it, the uploads that may be writing it, and whether a hold
    stands that came at the same moment as the order."""

    clip_id: int
    deletion: Deletion
    upload_uuids: Sequence[UUID]
    is_held: bool

    @property
    def folders(self) -> Sequence[str]:
        """Where everything stored of it lies, and of what was made of it."""
        return self.deletion.folders
