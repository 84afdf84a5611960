"""Playing a sealed film, beside sending the same bytes unsealed from the same server."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import requests

from app.clips.models import RenditionKind
from app.extensions import db
from benchmarks.figures import Figure, compare
from benchmarks.plain_app import PLAIN_FILM
from tests.factories.clips import make_clip, make_viewing, seal
from tests.servers import RunningPortal

MIB = 1024 * 1024
FILM_SIZE = 96 * MIB
PIECE_SIZE = 4 * MIB
"""What a browser asks for at a time, and the portal answers to an open-ended question."""
AIM = 2.0


def measure_playback(portal: RunningPortal) -> Iterator[Figure]:
    """The film as a player asks for it, in ranges, and whole; in seconds."""
    content = os.urandom(FILM_SIZE)
    (portal.data_dir / PLAIN_FILM).write_bytes(content)
    with portal.app.app_context():
        clip = make_clip()
        seal(clip, RenditionKind.REVIEW, content)
        owner = clip.cycle.client.enrolment.person
        sealed = f"{portal.url}/viewings/{make_viewing(clip, owner).uuid}/film"
        browser = portal.open_browser(owner)
        db.session.remove()
    plain = f"{portal.url}/plain/film"
    yield compare(
        "playback of 96 MB in ranges",
        lambda: _play(browser, sealed),
        lambda: _play(browser, plain),
        aim=AIM,
        unit="s",
        note="4 MiB each, rights asked each time",
    )
    yield compare(
        "playback of 96 MB whole",
        lambda: _fetch(browser, sealed, {}),
        lambda: _fetch(browser, plain, {}),
        aim=AIM,
        unit="s",
        note="unsealed while it is sent",
    )


def _play(browser: requests.Session, address: str) -> float:
    ranges = range(0, FILM_SIZE, PIECE_SIZE)
    return sum(
        _fetch(browser, address, {"Range": f"bytes={start}-{start + PIECE_SIZE - 1}"})
        for start in ranges
    )


def _fetch(browser: requests.Session, address: str, headers: dict[str, str]) -> float:
    start = time.perf_counter()
    with browser.get(address, headers=headers, stream=True) as answer:
        answer.raise_for_status()
        while answer.raw.read(MIB):
            pass
    return time.perf_counter() - start
