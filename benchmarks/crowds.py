"""Pages while twenty people send films and twenty watch, beside the same pages while nobody does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from uuid import UUID

import requests

from app.clips.models import RenditionKind
from app.extensions import db
from benchmarks.figures import Figure
from benchmarks.viewers import take_part
from tests.factories.clips import make_clip, make_viewing, seal
from tests.factories.films import run_ffmpeg
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal, run_portal
from tests.tus import VERSION, describe_film, describe_piece

MIB = 1024 * 1024
SENDERS = PLAYERS = 20
MEGABIT = 1_000_000 / 8
PLAYED_RATE, SENT_RATE = 2 * MEGABIT, 8 * MEGABIT
"""Bytes a second of one player, and of one line that a film is sent over."""

SECONDS = 15
BLOCK = 32 * 1024
PIECE = 8 * MIB
MOST_LOST = 3
PAUSE_S = 0.05
"""Between two pages, as people pause: whoever measures must not be what loads the machine."""

FEWEST_PAGES = 40
WORKER_STARTS_S = 6.0
THREADS = 32
"""As the Procfile says: whoever sends or plays over a slow line holds a thread."""

AIM = 2.0


@dataclass(frozen=True)
class Crowd:
    """Everybody with a browser of their own: who reads pages, who sends, who plays."""

    reader: requests.Session
    pages: Sequence[str]
    senders: Sequence[tuple[requests.Session, UUID]]
    players: Sequence[tuple[requests.Session, str]]


def measure_crowd(folder: Path, prepared: Path) -> Iterator[Figure]:
    """Milliseconds of a page. Raises where anything at all fails."""
    film = _make_film(folder / "sent.mp4")
    with run_portal(folder / "crowd", prepared, threads=THREADS) as portal:
        crowd = _gather(portal, film.read_bytes())
        _time_pages(crowd, lambda: False)  # warms up
        idle = _time_pages(crowd, lambda: False)
        portal.start_worker()
        time.sleep(WORKER_STARTS_S)
        with ProcessPoolExecutor(2) as pool:
            begun = [
                pool.submit(_send_all, portal.url, crowd.senders, film),
                pool.submit(_play_all, crowd.players),
            ]
            time.sleep(1.0)
            busy = _time_pages(crowd, partial(_is_going_on, begun))
            for crowding in begun:
                crowding.result()
        preparing = _time_pages(crowd, lambda: False)
        portal.end_worker()
        idle += _time_pages(crowd, lambda: False)  # again: the machine may do other things
    film.unlink()
    yield _compare(f"pages while {SENDERS} films arrive and {PLAYERS} play", busy, idle)
    yield _compare("pages while the worker prepares films", preparing, idle)


def _make_film(path: Path) -> Path:
    """A film that takes `SECONDS` on a line of `SENT_RATE`."""
    rate = str(round(8 * SENT_RATE))
    run_ffmpeg(
        *("-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate=30:duration={SECONDS},noise=alls=40:allf=t"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
        *("-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, str(path)),
    )  # fmt: skip
    return path


def _gather(portal: RunningPortal, film: bytes) -> Crowd:
    with portal.app.app_context():
        clip = make_clip()
        seal(clip, RenditionKind.REVIEW, film)
        owner = clip.cycle.client.enrolment.person
        viewing = f"{portal.url}/viewings/{make_viewing(clip, owner).uuid}/film"
        pages = [
            f"{portal.url}{path}"
            for path in ("/pathway", f"/clients/{clip.cycle.client.uuid}", f"/clips/{clip.uuid}")
        ]
        reader = portal.open_browser(owner)
        players = [(portal.open_browser(owner), viewing) for _ in range(PLAYERS)]
        db.session.remove()
    return Crowd(reader, pages, [_find_sender(portal) for _ in range(SENDERS)], players)


def _find_sender(portal: RunningPortal) -> tuple[requests.Session, UUID]:
    """Somebody new with a cycle to send a film of. In a context of its own, in which their browser's token is made."""
    with portal.app.app_context():
        enrolment = make_enrolment()
        sender = portal.open_browser(enrolment.person), make_cycle(make_client(enrolment)).uuid
        db.session.remove()
    return sender


def _time_pages(crowd: Crowd, goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of each page, as long as it goes on, and at least a few of them."""
    times: list[float] = []
    while len(times) < FEWEST_PAGES or goes_on():
        address = crowd.pages[len(times) % len(crowd.pages)]
        start = time.perf_counter()
        crowd.reader.get(address, headers={"Accept": "text/html"}).raise_for_status()
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(PAUSE_S)
    return times


def _is_going_on(begun: Sequence[Future[None]]) -> bool:
    return not any(crowding.done() for crowding in begun)


def _compare(name: str, busy: Sequence[float], idle: Sequence[float]) -> Figure:
    ours, least = median(busy), median(idle)
    slowest = sorted(busy)[int(len(busy) * 0.95)]
    return Figure(
        name,
        ours=ours,
        limit=least,
        ratio=ours / least,
        aim=AIM,
        unit="ms",
        note=f"beside an idle portal; 19 of 20 within {slowest:.0f} ms; nothing failed",
    )


def _send_all(url: str, senders: Sequence[tuple[requests.Session, UUID]], film: Path) -> None:
    with ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(partial(_send, url, film.read_bytes()), senders))


def _send(url: str, film: bytes, sender: tuple[requests.Session, UUID]) -> None:
    """As the page does: after a lost line it asks how much arrived, and goes on from there."""
    browser, cycle = sender
    begun = browser.post(f"{url}/uploads", headers=describe_film(cycle, len(film)))
    begun.raise_for_status()
    address = f"{url}{begun.headers['Location']}"
    offset = lost = 0
    while offset < len(film):
        piece = film[offset : offset + PIECE]
        headers = describe_piece(offset) | {"Content-Length": str(len(piece))}
        try:
            answer = browser.patch(address, data=_Slowly(piece), headers=headers)
        except requests.ConnectionError:
            lost += 1
            if lost > MOST_LOST:
                raise
            answer = browser.head(address, headers=VERSION)
        answer.raise_for_status()
        offset = int(answer.headers["Upload-Offset"])


class _Slowly:
    """A body that comes at the rate of its line."""

    def __init__(self, piece: bytes) -> None:
        self._piece = piece

    def __len__(self) -> int:
        return len(self._piece)

    def __iter__(self) -> Iterator[bytes]:
        begun = time.perf_counter()
        for start in range(0, len(self._piece), BLOCK):
            yield self._piece[start : start + BLOCK]
            time.sleep(max(0.0, begun + (start + BLOCK) / SENT_RATE - time.perf_counter()))


def _play_all(players: Sequence[tuple[requests.Session, str]]) -> None:
    with ThreadPoolExecutor(len(players)) as pool:
        list(pool.map(_play, players))


def _play(player: tuple[requests.Session, str]) -> None:
    browser, address = player
    take_part(browser, address, round(PLAYED_RATE * SECONDS), PLAYED_RATE)
