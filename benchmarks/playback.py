"""Playing a sealed film, beside the same server sending the same bytes unsealed to whoever has the same rights."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from math import inf
from pathlib import Path
from uuid import UUID

from app.accounts.models import Person
from app.clips.models import Clip, RenditionKind
from app.extensions import db
from benchmarks.figures import Figure, compare
from benchmarks.plain_app import PLAIN_FILM
from benchmarks.viewers import LINE_RATE, Viewers, take_in_ranges, take_together, take_whole
from tests.factories.clips import make_clip, make_viewing, seal
from tests.servers import RunningPortal

MIB = 1024 * 1024
USUAL = 96 * MIB
"""Review copies have 50 to 200 MB: so a sign-in and the rights weigh what they weigh in life."""

SHORT, LONG = 64 * MIB, 1024 * MIB
VIEWERS = 4
AIM = 1.25
"""Four fifths of the speed of `send_file`."""

MEMORY_AIM = 1.1


def measure_playback(portal: RunningPortal) -> Iterator[Figure]:
    """How fast a film comes, in the ways it is asked for, and that its length costs no memory."""
    content = os.urandom(USUAL)
    (portal.data_dir / PLAIN_FILM).write_bytes(content)
    with portal.app.app_context():
        clip = make_clip()
        owner = clip.cycle.client.enrolment.person
        usual = _show(clip, owner, content)
        short = _show(make_clip(clip.cycle), owner, content[:SHORT])
        long = _show(make_clip(clip.cycle), owner, content[:SHORT] * (LONG // SHORT))
        viewers = [portal.open_browser(owner) for _ in range(VIEWERS)]
        db.session.remove()
    sealed, plain = (f"{portal.url}/{place}/{usual}/film" for place in ("viewings", "plain"))
    ways: dict[str, Callable[[str], float]] = {
        "in ranges of 4 MiB": partial(take_in_ranges, viewers[0], USUAL),
        "to four on 1 Gbit/s": partial(take_together, viewers, LINE_RATE),
        "whole, without a network": partial(take_whole, viewers[0]),
    }
    for name, way in ways.items():
        yield compare(
            f"playback of 96 MB {name}",
            partial(way, sealed),
            partial(way, plain),
            aim=AIM,
            unit="s",
        )
    yield _compare_memory(
        portal, viewers, *(f"{portal.url}/viewings/{v}/film" for v in (short, long))
    )


def _show(clip: Clip, owner: Person, content: bytes) -> UUID:
    seal(clip, RenditionKind.REVIEW, content)
    return make_viewing(clip, owner).uuid


def _compare_memory(portal: RunningPortal, viewers: Viewers, short: str, long: str) -> Figure:
    """The short film first: memory that a long one took might not be given back."""
    least, ours = (_measure_peak(portal, viewers, address) for address in (short, long))
    return Figure(
        "memory while four play 1 GB",
        ours=ours,
        limit=least,
        ratio=ours / least,
        aim=MEMORY_AIM,
        unit="MiB",
        note="beside a film of 64 MB; the most that all workers held",
    )


def _measure_peak(portal: RunningPortal, viewers: Viewers, address: str) -> float:
    """MiB that all workers held at the most while the viewers took the film, each worker at its own moment."""
    processes = [Path(f"/proc/{pid}") for pid in portal.list_worker_ids()]
    for process in processes:
        (process / "clear_refs").write_text("5")  # forget the peak so far
    take_together(viewers, inf, address)
    peaks = [re.findall(r"VmHWM:\s+(\d+) kB", (p / "status").read_text()) for p in processes]
    return sum(int(peak) for (peak,) in peaks) / 1024
