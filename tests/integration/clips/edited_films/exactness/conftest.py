"""Review copies whose frames carry numbers and whose sound beeps once a second."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.clips.edited_films.models import FilmPart, PartKind, Repeat
from app.clips.edited_films.rendering.recipe import Recipe, Source, write_recipe
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film
from tests.factories.films import FilmShelf, run_ffmpeg

collect_ignore_glob = ["test_*.py"] if os.environ.get("TEST_DATABASE") == "postgresql" else []
"""There is no database in here: one of the two runs is enough."""

BEEP = "aevalsrc=if(lt(mod(t\\,1)\\,0.1)\\,0.5*sin(2*PI*1000*t)\\,0)"
"""A tenth of a second at each whole second."""


def add_beeps(source: Path, target: Path, seconds: float) -> Path:
    """The same pictures with a beep at each whole second."""
    beeps = ("-f", "lavfi", "-i", f"{BEEP}:s=48000:d={seconds}")
    run_ffmpeg("-i", str(source), *beeps, "-c:v", "copy", "-c:a", "aac", str(target))
    return target


@dataclass(frozen=True)
class Cutting:
    """Review copies on the table, and how to cut from them."""

    films: FilmShelf
    folder: Path
    held: ExitStack
    sources: dict[int, Source]
    copies: dict[str, int]

    def bring(self, suffix: str = ".mp4", *, beeps: bool = False, **recipe: Any) -> int:
        """Make the review copy of such a film; answers the id of its clip."""
        silent = {"audio": None} if beeps else {}
        path = self.films.take(suffix, numbered=True, **{**recipe, **silent})
        if beeps:
            path = self.films.derive(add_beeps, path, recipe["seconds"])
        clip_id = len(self.sources) + 1
        copy = self.held.enter_context(temporary_film(self.folder))
        with path.open("rb") as film:
            probe = probe_film(film.fileno())
            make_review_copy(film.fileno(), copy, probe, lambda _share: None)
        key = f"review-{clip_id}"
        shape = (probe.width, probe.height)
        self.sources[clip_id] = Source(clip_id, uuid4(), key, read_frames(copy), shape)
        self.copies[key] = copy
        return clip_id

    def open_target(self) -> int:
        """Where the film is to go."""
        return self.held.enter_context(temporary_film(self.folder))

    def write(self, *parts: FilmPart) -> Recipe:
        """The recipe of these parts."""
        return write_recipe(parts, self.sources)


def cut(
    clip_id: int,
    start: int,
    end: int,
    *,
    repeat: Repeat = Repeat.NONE,
    words: str = "",
    stays: int = 4,
) -> FilmPart:
    """A part of a film, from one frame up to another."""
    return FilmPart(
        uuid=uuid4(),
        kind=PartKind.MOMENT,
        clip_id=clip_id,
        start_frame=start,
        end_frame=end,
        repeat=repeat,
        words=words,
        seconds=stays,
    )


def card(words: str, seconds: int) -> FilmPart:
    """A card with a question."""
    return FilmPart(
        uuid=uuid4(), kind=PartKind.CARD, words=words, seconds=seconds, repeat=Repeat.NONE
    )


@pytest.fixture
def cutting(films: FilmShelf, tmp_path: Path) -> Iterator[Cutting]:
    with ExitStack() as held:
        yield Cutting(films, tmp_path, held, {}, {})
