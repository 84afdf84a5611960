"""A moment as it stands on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.clips.edited_films.models import FilmPart
from app.clips.stills.models import Still


@dataclass(frozen=True, slots=True)
class SheetMoment:
    """A moment of the film with its drawn stills, in the order of the film; ``waiting`` are not drawn yet."""

    part: FilmPart
    number: int
    stills: Sequence[Still]
    waiting: int
