"""`make bench`: every figure in one run, a few minutes, nothing left behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app import create_app
from app.core.actor import SYSTEM
from app.demonstration.services import seed_association
from app.extensions import unit_of_work
from benchmarks.auditing import measure_sealing
from benchmarks.crowds import measure_crowd
from benchmarks.figures import Figure, format_table
from benchmarks.imports import measure_import
from benchmarks.opening import measure_opening
from benchmarks.pages import measure_pages
from benchmarks.playback import measure_playback
from benchmarks.rendering import measure_rendering
from benchmarks.seeking import measure_seeking
from benchmarks.transcoding import measure_transcoding
from benchmarks.uploads import measure_upload
from config import Settings
from tests.servers import describe_installation, prepare_installation, run_portal

PEOPLE = 2000
SEED = 1
SEEDING_AIM_S = 30.0


def measure_all(folder: Path) -> Iterator[Figure]:
    """Every figure, as it is ready."""
    prepared = folder / "prepared"
    yield seed(prepared)
    with run_portal(
        folder / "portal", prepared, program="benchmarks.plain_app:make_app()"
    ) as portal:
        yield from measure_pages(portal)
        yield from measure_playback(portal)
        yield from measure_seeking(portal, folder)
        yield measure_upload(portal, folder)
    yield from measure_opening(folder, prepared)
    yield from measure_crowd(folder, prepared)
    yield measure_import(folder)
    yield measure_transcoding(folder)
    yield measure_rendering(folder)
    yield from measure_sealing(folder)


def seed(prepared: Path) -> Figure:
    """Two thousand people, in seconds, beside the half minute they may take."""
    prepared.mkdir()
    prepare_installation(prepared)
    app = create_app(Settings.from_environment(describe_installation(prepared)))
    start = time.perf_counter()
    with app.app_context(), unit_of_work():
        rows = seed_association(SYSTEM, PEOPLE, SEED)
    took = time.perf_counter() - start
    return Figure(
        f"seeding {PEOPLE} people",
        ours=took,
        limit=SEEDING_AIM_S,
        ratio=took / SEEDING_AIM_S,
        aim=1.0,
        unit="s",
        note=f"{rows} rows, once",
    )


def main() -> None:
    """Measure and print; what is not met is said, and nothing fails for it."""
    start = time.perf_counter()
    figures = []
    with TemporaryDirectory(prefix="bench-") as folder:
        for figure in measure_all(Path(folder)):
            print(f"  {figure.name}: {figure.ratio:.2f}", flush=True)
            figures.append(figure)
    met = sum(figure.is_met for figure in figures)
    print(f"\n{format_table(figures)}\n")
    print(f"{met} of {len(figures)} aims met, in {time.perf_counter() - start:.0f} s.")


if __name__ == "__main__":
    main()
