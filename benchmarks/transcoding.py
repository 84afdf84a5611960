"""Making the review copy with everything around it, beside the bare program with the same options."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

from app.clips.media.commands import review_copy_command
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film
from benchmarks.figures import Figure, compare
from tests.factories.films import make_film

SECONDS = 12
AIM = 1.10


def measure_transcoding(folder: Path) -> Figure:
    """A film in 720p, in seconds of processor time."""
    source = make_film(folder / "source.mp4", seconds=SECONDS, size=(1280, 720))
    with source.open("rb") as file:
        probe = probe_film(file.fileno())

        def make() -> None:
            with temporary_film(folder) as target:
                make_review_copy(file.fileno(), target, probe, lambda _share: None)
                read_frames(target)

        def run_bare() -> None:
            with temporary_film(folder) as target:
                descriptors = (file.fileno(), target)
                command = review_copy_command(*descriptors, probe)
                subprocess.run(command, pass_fds=descriptors, check=True, stdout=subprocess.DEVNULL)

        return compare(
            f"review copy of {SECONDS} s",
            lambda: measure_processor(make),
            lambda: measure_processor(run_bare),
            aim=AIM,
            unit="CPU s",
            note="limits, progress, a second look and the frame index included",
        )


def measure_processor(work: Callable[[], object]) -> float:
    """Seconds of processor time of the work, its children included."""
    before = _read_processor()
    work()
    return _read_processor() - before


def _read_processor() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
