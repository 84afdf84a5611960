"""Fetching what comes next while what came before is still being used."""

from __future__ import annotations

from collections.abc import Callable, Generator
from queue import SimpleQueue
from threading import Event, Thread

AHEAD = 2
"""How many results are fetched beyond the one in use. All of them are in memory at once."""

_KEPT_FREE = 8 * 1024 * 1024


def keep_freed_memory() -> None:
    """Have this process keep the memory of pieces that were sent for those that come next.

    The C library gives back what lies free beyond twice the largest block ever freed; then each piece's pages have to
    be fetched from the kernel anew, which takes longer than sending them. Freeing one large block, never touched,
    raises that mark for good. A library that does otherwise is none the worse for it.
    """
    bytes(_KEPT_FREE)


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
