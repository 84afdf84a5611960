"""Fetching what comes next while what came before is still being used."""

from __future__ import annotations

from collections.abc import Callable, Generator
from queue import SimpleQueue
from threading import Event, Thread

AHEAD = 2
"""How many results are fetched beyond the one in use. All of them are in memory at once."""


def read_ahead(fetch: Callable[[int], bytes], indexes: range) -> Generator[bytes]:
    """Yield ``fetch(index)`` for every index in turn; the next ``AHEAD`` are fetched meanwhile, in a thread of its own.

    What ``fetch`` raises is raised in its turn. The thread ends with the generator, whatever ends that: closing it
    waits for the one fetch that may be under way.
    """
    asked: SimpleQueue[int | None] = SimpleQueue()
    fetched: SimpleQueue[bytes | Exception] = SimpleQueue()
    closed = Event()
    for index in indexes[:AHEAD]:
        asked.put(index)
    thread = Thread(target=_fetch_asked, args=(fetch, asked, fetched, closed), daemon=True)
    thread.start()
    try:
        for index in indexes:
            result = fetched.get()
            if isinstance(result, Exception):
                raise result
            if index + AHEAD in indexes:
                asked.put(index + AHEAD)
            yield result
    finally:
        closed.set()
        asked.put(None)
        thread.join()


def _fetch_asked(
    fetch: Callable[[int], bytes],
    asked: SimpleQueue[int | None],
    fetched: SimpleQueue[bytes | Exception],
    closed: Event,
) -> None:
    for index in iter(asked.get, None):
        if closed.is_set():
            return
        try:
            fetched.put(fetch(index))
        except Exception as error:  # whoever asked is told, in their own thread
            fetched.put(error)
            return
