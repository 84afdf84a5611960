"""Sending a film by tus, beside copying the same file on the same disk and waiting until it is safe there."""

from __future__ import annotations

import os
import time
from itertools import count
from pathlib import Path

from app.extensions import db
from benchmarks.figures import Figure, compare
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal
from tests.tus import describe_film, describe_piece

MIB = 1024 * 1024
FILM_SIZE = 300 * MIB
PIECE_SIZE = 8 * MIB
"""What the portal's own page sends in one request."""
AIM = 4.0


def measure_upload(portal: RunningPortal, folder: Path) -> Figure:
    """300 MB each way, in seconds."""
    source = folder / "source.bin"
    with source.open("wb") as file:
        for _ in range(FILM_SIZE // MIB):
            file.write(os.urandom(MIB))
    with portal.app.app_context():
        enrolment = make_enrolment()
        owner, client = enrolment.person, make_client(enrolment)
        cycles = iter([make_cycle(client).uuid for _ in range(12)])
        browser = portal.open_browser(owner)
        db.session.remove()
    numbers = count(1)

    def send() -> float:
        headers = describe_film(next(cycles), FILM_SIZE, film=str(next(numbers)))
        start = time.perf_counter()
        begun = browser.post(f"{portal.url}/uploads", headers=headers)
        begun.raise_for_status()
        address = f"{portal.url}{begun.headers['Location']}"
        with source.open("rb") as file:
            for offset in range(0, FILM_SIZE, PIECE_SIZE):
                piece = file.read(PIECE_SIZE)
                browser.patch(
                    address, data=piece, headers=describe_piece(offset)
                ).raise_for_status()
        return time.perf_counter() - start

    def copy() -> float:
        return _copy_and_sync(source, folder / "copy.bin")

    figure = compare("upload of 300 MB", send, copy, aim=AIM, unit="s", note="tus, sealed")
    source.unlink()
    return figure


def _copy_and_sync(source: Path, target: Path) -> float:
    start = time.perf_counter()
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(MIB):
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    elapsed = time.perf_counter() - start
    target.unlink()
    return elapsed
