"""One film store on each engine: the same tests run on a local folder and on a real S3 service."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing, MasterKey
from app.storage.objects import Objects
from app.storage.s3_objects import S3Objects
from config import S3Settings

MASTER = MasterKey("tests", os.urandom(32))


@dataclass(frozen=True)
class Place:
    """A film store together with the bare places under it, for a test to look into and to damage."""

    films: FilmStore
    objects: Objects
    key_objects: Objects

    def open_with(self, master: MasterKey) -> FilmStore:
        return FilmStore(self.objects, KeyStore(self.key_objects, KeyRing(master)))

    def stored_names(self, folder: str = "films") -> list[str]:
        return sorted(stored.name for stored in self.objects.list_objects(folder))

    def get(self, name: str) -> bytes:
        data = self.objects.get(name)
        assert data is not None
        return bytes(data)


@pytest.fixture(params=["local", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "local":
        return _build_place(lambda part: LocalObjects(tmp_path / part))
    return _build_in_bucket(request.getfixturevalue("s3"))


@pytest.fixture
def s3_place(s3: S3Settings) -> Place:
    return _build_in_bucket(s3)


@pytest.fixture
def local_place(tmp_path: Path) -> Place:
    return _build_place(lambda part: LocalObjects(tmp_path / part))


@pytest.fixture
def film() -> str:
    return f"films/{uuid4()}/original/1"


def _build_in_bucket(s3: S3Settings) -> Place:
    root = uuid4().hex
    return _build_place(lambda part: S3Objects(s3, f"{root}/{part}"))


def _build_place(make_objects: Callable[[str], Objects]) -> Place:
    objects, key_objects = make_objects("films-store"), make_objects("keys-store")
    return Place(FilmStore(objects, KeyStore(key_objects, KeyRing(MASTER))), objects, key_objects)
