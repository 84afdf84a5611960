"""Where films stand in an archive."""

from __future__ import annotations

from app.clips.models import Clip


class Places:
    """Gives each film a place of its own, without an ending: two films of one half of a cycle are numbered."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def find(self, clip: Clip, *, with_code: bool) -> str:
        """Such as ``films/heron-101/cycle-1-interaction``; without the code where an archive is about one client."""
        cycle = clip.cycle
        folder = f"{self._folder}/{cycle.client.code}" if with_code else self._folder
        place = f"{folder}/cycle-{cycle.number}-{clip.kind.value.replace('_', '-')}"
        number, free = 1, place
        while free in self._taken:
            number += 1
            free = f"{place}-{number}"
        self._taken.add(free)
        return free
