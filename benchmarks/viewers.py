"""Viewers of a film, and how long each way of taking it keeps them, in seconds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import inf

import requests

MIB = 1024 * 1024
PIECE_SIZE = 4 * MIB
"""What a browser asks for at a time, and the portal answers to an open-ended question."""

LINE_RATE = 1_000_000_000 / 8
"""Bytes a second of a fast line, 1 Gbit/s."""

READ_AT_A_TIME = 256 * 1024

Viewers = Sequence[requests.Session]


def take_whole(viewer: requests.Session, address: str) -> float:
    """One answer, as fast as it comes."""
    return _take(viewer, address)


def take_in_ranges(viewer: requests.Session, length: int, address: str) -> float:
    """Piece after piece, as a player asks."""
    ends = ((start, start + PIECE_SIZE - 1) for start in range(0, length, PIECE_SIZE))
    return sum(_take(viewer, address, Range=f"bytes={start}-{end}") for start, end in ends)


def take_together(viewers: Viewers, rate: float, address: str) -> float:
    """Each takes the whole film at the same time, over a line of ``rate`` bytes a second; until the last has it."""
    with ThreadPoolExecutor(len(viewers)) as pool:
        return max(pool.map(partial(_take, address=address, rate=rate), viewers))


def take_part(viewer: requests.Session, address: str, length: int, rate: float) -> float:
    """So many bytes from the beginning, over a line of ``rate`` bytes a second."""
    return _take(viewer, address, rate, Range=f"bytes=0-{length - 1}")


def _take(viewer: requests.Session, address: str, rate: float = inf, **headers: str) -> float:
    begun = time.perf_counter()
    at_a_time, taken = (MIB if rate == inf else READ_AT_A_TIME), 0
    with viewer.get(address, headers=headers, stream=True) as answer:
        answer.raise_for_status()
        while piece := answer.raw.read(at_a_time):
            taken += len(piece)
            time.sleep(max(0.0, begun + taken / rate - time.perf_counter()))
    return time.perf_counter() - begun
