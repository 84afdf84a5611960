"""Several write one object at the same time, which only the records of keys meet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

from app.storage.local_objects import LocalObjects

NAME = "films/one/original/1"


def test_an_object_is_always_one_of_those_that_were_put(tmp_path: Path) -> None:
    objects = LocalObjects(tmp_path)
    bodies = [bytes([number]) * (number * 1000) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(30):
            list(pool.map(objects.put, repeat(NAME), bodies))
            assert bytes(objects.get(NAME) or b"") in bodies
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["1"]


def test_what_a_killed_writer_left_is_not_part_of_the_next_object(tmp_path: Path) -> None:
    objects = LocalObjects(tmp_path)
    objects.put(NAME, b"short")
    (tmp_path / f"{NAME}.part").write_bytes(b"what a killed writer left")
    objects.put(NAME, b"new")
    assert bytes(objects.get(NAME) or b"") == b"new"


def test_folders_that_others_remove_are_made_again(tmp_path: Path) -> None:
    objects = LocalObjects(tmp_path)

    def put_and_delete(number: int) -> None:
        for _ in range(100):
            objects.put(f"films/one/{number}", b"")
            objects.settle("films/one", [f"films/one/{number}"])
            objects.delete([f"films/one/{number}"])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put_and_delete, range(4)))
    assert list(tmp_path.iterdir()) == []


def test_only_the_first_creates(tmp_path: Path) -> None:
    objects = LocalObjects(tmp_path)
    assert objects.create(NAME, b"first")
    assert not objects.create(NAME, b"second")
    assert bytes(objects.get(NAME) or b"") == b"first"
