"""An edited film as it is shown in a shared review: one part after the other, with a pause after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from app.clips.edited_films.models import PartKind, Rendering
from app.clips.edited_films.rendering.recipe import PassageKind


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the film, ``from_ms`` up to ``to_ms`` of it, with its repeat; ``words`` are the question of a card or the
    title of a moment."""

    kind: PartKind
    from_ms: int
    to_ms: int
    words: str


def list_steps(rendering: Rendering) -> Sequence[Step]:
    """The parts of a film that was made, in order."""
    passages = (list(group) for _, group in groupby(rendering.timeline, key=itemgetter("part")))
    return [
        Step(
            PartKind.CARD if group[0]["kind"] == PassageKind.CARD else PartKind.MOMENT,
            group[0]["from_ms"],
            group[-1]["to_ms"],
            group[0]["words"],
        )
        for group in passages
    ]
