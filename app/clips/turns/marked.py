"""A turn as it is handed in, before it is a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.clips.turns.errors import MarksUnreadable
from app.clips.turns.models import TurnKind
from app.frameworks.parties import Party


@dataclass(frozen=True, slots=True)
class Marked:
    """Who did what at which frame, under the uuid that the browser gave it: sent twice, it is one turn."""

    uuid: UUID
    party: Party
    kind: TurnKind
    frame: int


def read_marks(lines: Iterable[str]) -> list[Marked]:
    """Read marks as a script sends them: ``<uuid> child initiative 132``. Raises MarksUnreadable."""
    marks = []
    for line in lines:
        try:
            uuid, party, kind, frame = line.split(" ")
            marks.append(Marked(UUID(uuid), Party(party), TurnKind(kind), int(frame)))
        except ValueError as error:
            raise MarksUnreadable from error
    return marks
