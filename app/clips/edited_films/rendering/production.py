"""From opened review copies to the edited film, in one limited child, and the proof that it is exact."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from math import ceil
from pathlib import Path

from app.clips.edited_films.rendering.command import (
    Materials,
    OpenFilm,
    list_descriptors,
    render_command,
)
from app.clips.edited_films.rendering.pictures import draw_pictures
from app.clips.edited_films.rendering.recipe import US_IN_SECOND, Recipe
from app.clips.frames.index import FrameIndex
from app.clips.media.children import MIB, MOST_OPEN_FILES, Limits, run_limited
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.temporary_films import temporary_film

STACKS_BYTES = 32 * MIB
"""Of the threads that read and decode one input: they are counted as memory, and hardly any of it is touched."""
ROUNDED_US = 2
"""How far a frame may stand from its place: two roundings to whole microseconds."""


class Miscut(Exception):
    """What came out is not what the recipe says. A fault of ours: nobody is shown it."""


def produce_film(
    recipe: Recipe,
    copies: Mapping[str, int],
    folder: Path,
    target_fd: int,
    on_progress: Callable[[float], None],
) -> None:
    """Make the film of the recipe from the review copies, whose descriptors ``copies`` holds by their storage keys.

    Nameless files lie in ``folder`` meanwhile. ``on_progress`` gets shares from 0 to 1, about twice a second; what it raises
    stops the work. Raises Miscut, and what `run_limited`, `probe_film` and `read_frames` raise.
    """
    length_us = recipe.starts_us[-1]

    def report(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "frame" and value.strip().isdigit():
            on_progress(min(1.0, int(value) / recipe.frames.count))

    with _prepare(recipe, copies, folder) as materials:
        command = render_command(recipe, materials, target_fd)
        descriptors = list_descriptors(materials, target_fd)
        limits = _limit(length_us, command.count("-i"), len(descriptors))
        run_limited(command, fds=descriptors, limits=limits, on_line=report)
    check_frames(recipe.frames, read_frames(target_fd))


def check_frames(planned: FrameIndex, found: FrameIndex) -> None:
    """Raise Miscut unless every frame is there and shown when it should be."""
    if found.count != planned.count:
        raise Miscut(f"{found.count} frames instead of {planned.count}")
    pairs = zip(planned.starts_us, found.starts_us, strict=True)
    if any(abs(wanted - shown) > ROUNDED_US for wanted, shown in pairs):
        raise Miscut("frames are shown at other times")


@contextmanager
def _prepare(recipe: Recipe, copies: Mapping[str, int], folder: Path) -> Iterator[Materials]:
    films = {key: OpenFilm(fd, probe_film(fd).has_audio) for key, fd in copies.items()}
    with ExitStack() as pictures:
        drawn = {}
        for place, picture in draw_pictures(recipe).items():
            drawn[place] = pictures.enter_context(temporary_film(folder))
            os.write(drawn[place], picture)
        yield Materials(films, drawn)


def _limit(length_us: int, inputs: int, given: int) -> Limits:
    """Thirty times the film's length, as for a review copy; and beside what it is given, it opens each of its inputs."""
    seconds = ceil(length_us / US_IN_SECOND)
    return Limits(
        cpu_seconds=120 + 30 * seconds,
        wall_seconds=120 + 30 * seconds,
        output_bytes=64 * MIB + 4 * MIB * seconds,
        memory_bytes=Limits.memory_bytes + inputs * STACKS_BYTES,
        open_files=MOST_OPEN_FILES + inputs + given,
    )
