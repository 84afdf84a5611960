"""Making an edited film with everything around it, beside the bare program with the same graph of filters."""

from __future__ import annotations

import re
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from app.clips.edited_films.models import FilmPart, PartKind, Repeat
from app.clips.edited_films.rendering.command import (
    Materials,
    OpenFilm,
    list_descriptors,
    render_command,
)
from app.clips.edited_films.rendering.production import produce_film
from app.clips.edited_films.rendering.recipe import Recipe, Source, write_recipe
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.renditions import make_poster
from app.clips.media.temporary_films import temporary_film
from benchmarks.figures import Figure, compare
from benchmarks.transcoding import measure_processor
from tests.factories.films import make_film

MOMENTS, MOMENT_S, FPS = 6, 10, 30
SIZE = (1280, 720)
SOURCE_S = 75
AIM = 1.10
KIB = 1024


@dataclass(frozen=True)
class Cutting:
    """Two films of one client, opened, and what is to be made of them."""

    recipe: Recipe
    copies: dict[str, int]
    folder: Path

    def produce(self) -> None:
        """As the worker does it, without unsealing and sealing."""
        with temporary_film(self.folder) as target, temporary_film(self.folder) as still:
            produce_film(self.recipe, self.copies, self.folder, target, lambda _share: None)
            make_poster(target, still, probe_film(target), at_ms=0)

    def run_bare(self) -> int:
        """The program alone; answers the most memory it held, in KiB. (What the system says of a child that has ended
        is at least what its parent held when it was made.)"""
        films = {key: OpenFilm(fd, has_sound=True) for key, fd in self.copies.items()}
        materials = Materials(films, {})
        with temporary_film(self.folder) as target:
            process = subprocess.Popen(
                render_command(self.recipe, materials, target),
                pass_fds=list_descriptors(materials, target),
                stdout=subprocess.DEVNULL,
            )
            most_kib = 0
            while process.poll() is None:
                most_kib = max(most_kib, _read_most_held(process.pid))
                time.sleep(0.05)
            if process.returncode:
                raise RuntimeError("the program failed")
        return most_kib


def _read_most_held(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)  # one that has just ended holds nothing
    return int(found[1]) if found else 0


def measure_rendering(folder: Path) -> Figure:
    """A minute of film from six moments of two films, in seconds of processor time."""
    with ExitStack() as held:
        cutting = _lay_out(folder, held)
        most_kib = cutting.run_bare()
        return compare(
            f"edited film of {MOMENTS * MOMENT_S} s from {MOMENTS} moments",
            lambda: measure_processor(cutting.produce),
            lambda: measure_processor(cutting.run_bare),
            aim=AIM,
            unit="CPU s",
            note=f"the program holds up to {most_kib // KIB} MiB",
        )


def _lay_out(folder: Path, held: ExitStack) -> Cutting:
    sources, copies = {}, {}
    for clip_id in (1, 2):
        path = make_film(
            folder / f"review-{clip_id}.mp4",
            seconds=SOURCE_S,
            size=SIZE,
            fps=str(FPS),
            key_frame_every=15,
        )
        key = f"review-{clip_id}"
        copies[key] = held.enter_context(path.open("rb")).fileno()
        frames = read_frames(copies[key])
        sources[clip_id] = Source(clip_id, uuid4(), key, frames, SIZE)
    parts = [_choose(1 + place % 2, place * MOMENT_S * FPS + 7) for place in range(MOMENTS)]
    return Cutting(write_recipe(parts, sources), copies, folder)


def _choose(clip_id: int, start: int) -> FilmPart:
    return FilmPart(
        uuid=uuid4(),
        kind=PartKind.MOMENT,
        clip_id=clip_id,
        start_frame=start,
        end_frame=start + MOMENT_S * FPS,
        repeat=Repeat.NONE,
        words="",
        seconds=4,
    )
