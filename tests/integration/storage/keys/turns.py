"""Two at work on one place, one touch at a time, in an order that the test chooses; one of them may be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Condition

from app.storage.objects import Objects, Plain, StoredObject

PATIENCE_S = 30


class Killed(BaseException):
    """Nothing in the portal catches this, as nothing catches a kill."""


class Turns:
    """Whose touch is next: as ordered while both are at work, and then whoever is left."""

    def __init__(self, order: Sequence[int]) -> None:
        self._order = list(order)
        self._done: set[int] = set()
        self._changed = Condition()

    @contextmanager
    def take(self, number: int) -> Iterator[None]:
        """Wait for one's turn, and hold it until the touch is over."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._is_next(number), PATIENCE_S)
            if self._order:
                self._order.pop(0)
            try:
                yield
            finally:
                self._changed.notify_all()

    def finish(self, number: int) -> None:
        """Leave the rest to the other."""
        with self._changed:
            self._done.add(number)
            self._changed.notify_all()

    def _is_next(self, number: int) -> bool:
        self._order = [each for each in self._order if each not in self._done]
        return not self._order or self._order[0] == number


class ObjectsInTurn:
    """The ``Objects`` of one of the two, who dies after so many touches."""

    def __init__(self, objects: Objects, turns: Turns, number: int, touches: int) -> None:
        self._objects = objects
        self._turns = turns
        self._number = number
        self._touches_left = touches

    def put(self, name: str, data: Plain) -> None:
        with self._touch():
            self._objects.put(name, data)

    def create(self, name: str, data: Plain) -> bool:
        with self._touch():
            return self._objects.create(name, data)

    def get(self, name: str) -> memoryview | None:
        with self._touch():
            return self._objects.get(name)

    def delete(self, names: Iterable[str]) -> None:
        with self._touch():
            self._objects.delete(names)

    def delete_folder(self, folder: str) -> None:
        with self._touch():
            self._objects.delete_folder(folder)

    def list_objects(self, folder: str) -> Iterator[StoredObject]:
        with self._touch():
            return iter(list(self._objects.list_objects(folder)))

    def settle(self, folder: str, names: Iterable[str] = ()) -> None:
        self._objects.settle(folder, names)

    @contextmanager
    def _touch(self) -> Iterator[None]:
        with self._turns.take(self._number):
            if not self._touches_left:
                raise Killed
            self._touches_left -= 1
            yield


NEVER = 1000


def work_in_turn(
    objects: Objects,
    workers: Sequence[Callable[[Objects], object]],
    order: Sequence[int],
    killed_after: int = NEVER,
) -> None:
    """Let two work at once on the objects, touch by touch in this order; the first may die after so many touches."""
    turns = Turns(order)

    def run(number: int) -> None:
        touches = killed_after if number == 0 else NEVER
        try:
            with suppress(Killed):
                workers[number](ObjectsInTurn(objects, turns, number, touches))
        finally:
            turns.finish(number)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run, number) for number in range(2)]:
            done.result()
