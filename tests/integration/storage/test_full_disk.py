from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from app.storage.errors import StorageFull, StorageUnavailable
from app.storage.objects import Objects
from app.storage.s3_objects import S3Objects
from config import S3Settings
from tests.integration.storage.conftest import Place
from tests.integration.storage.film_bytes import MIB, make_bytes, read_film


def _fill_disk_at(films: Path, film: str, name: str) -> None:
    """The kernel answers every write to this object with "no space left on device", once."""
    (films / film).mkdir(parents=True, exist_ok=True)
    (films / film / f"{name}.part").symlink_to("/dev/full")


@pytest.mark.faults
def test_a_full_disk_is_named_and_loses_nothing_counted(
    local_place: Place, film: str, tmp_path: Path
) -> None:
    plain = make_bytes(4 * MIB + 5)
    local_place.films.start(film)
    _fill_disk_at(tmp_path / "films-store", film, "00000002")
    writer = local_place.films.open_writer(film)
    with pytest.raises(StorageFull) as refusal:
        writer.write(plain)
    assert refusal.value.status == 507
    assert "Nothing that was already sent is lost" in refusal.value.message
    assert writer.length == 2 * MIB

    resumed = local_place.films.open_writer(film)
    assert resumed.length == 2 * MIB
    resumed.write(plain[2 * MIB :])
    resumed.finish()
    assert read_film(local_place.films, film) == plain


@pytest.mark.faults
def test_a_full_disk_keeps_the_tail_that_was_there(
    local_place: Place, film: str, tmp_path: Path
) -> None:
    local_place.films.start(film)
    writer = local_place.films.open_writer(film)
    writer.write(b"counted")
    writer.flush()
    _fill_disk_at(tmp_path / "films-store", film, "00000000")
    writer.write(b" and not")
    with pytest.raises(StorageFull):
        writer.flush()
    assert writer.length == 7 == local_place.films.open_writer(film).length


@pytest.mark.faults
def test_a_full_disk_does_not_start_a_film(local_place: Place, film: str, tmp_path: Path) -> None:
    folder, _, name = film.rpartition("/")
    _fill_disk_at(tmp_path / "keys-store", folder, name)
    with pytest.raises(StorageFull):
        local_place.films.start(film)
    local_place.films.start(film)
    assert local_place.films.open_writer(film).length == 0


class FullService(BaseHTTPRequestHandler):
    """An S3 service that has no room."""

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(507, "Insufficient Storage")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def full_service() -> Iterator[str]:
    with socketserver.TCPServer(("127.0.0.1", 0), FullService) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.faults
def test_a_bucket_without_room_is_named_too(full_service: str) -> None:
    objects = S3Objects(S3Settings("films", full_service, "us-east-1", "id", "secret"), "films")
    with pytest.raises(StorageFull):
        objects.put("films/a/original/1", b"film")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda objects: objects.get("a"),
        lambda objects: objects.put("a", b"film"),
        lambda objects: objects.delete(["a"]),
        lambda objects: objects.delete_folder("a"),
    ],
    ids=["get", "put", "delete", "delete_folder"],
)
def test_a_service_that_refuses_the_secret_is_out_of_reach(
    s3: S3Settings, attempt: Callable[[Objects], None]
) -> None:
    objects = S3Objects(replace(s3, secret_access_key="wrong"), "refused")
    with pytest.raises(StorageUnavailable):
        attempt(objects)


def test_a_missing_bucket_is_not_taken_for_a_missing_film(s3: S3Settings) -> None:
    objects = S3Objects(replace(s3, bucket="elsewhere"), "films")
    with pytest.raises(StorageUnavailable):
        objects.get("films/a/original/1")


def test_a_folder_that_cannot_be_read_is_out_of_reach(local_place: Place, tmp_path: Path) -> None:
    (tmp_path / "films-store").write_text("not a folder")
    with pytest.raises(StorageUnavailable):
        local_place.objects.get("films/a/original/1/00000000")
