"""A trainee with a cycle to film, on a real server."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import requests
import sqlalchemy as sa

from app.clips.models import Upload
from app.extensions import db
from tests.factories.clips import hash_stored
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal
from tests.tus import VERSION, describe_film, describe_piece

PATIENCE_S = 60


@dataclass
class Filming:
    """One film on its way to a running portal, sent by its owner's browser."""

    portal: RunningPortal
    browser: requests.Session
    address: str

    def ask(self) -> requests.Response:
        """Ask how much has arrived."""
        return self.browser.head(self.address, headers=VERSION, timeout=PATIENCE_S)

    def ask_offset(self) -> int:
        """How many bytes have arrived; the server must say so."""
        answer = self.ask()
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["Upload-Offset"])

    def send(self, data: bytes, offset: int, **checksum: str) -> requests.Response:
        """Send a piece whole."""
        headers = describe_piece(offset, **checksum)
        return self.browser.patch(self.address, data=data, headers=headers, timeout=PATIENCE_S)

    def open_line(self, length: int, offset: int, **checksum: str) -> socket.socket:
        """Open a connection that announces a piece of ``length`` bytes and sends none of them yet."""
        url = urlsplit(self.address)
        request = requests.Request(
            "PATCH", self.address, headers=describe_piece(offset, **checksum)
        )
        headers = dict(self.browser.prepare_request(request).headers)
        headers |= {"Content-Length": str(length), "Host": url.netloc}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line = socket.create_connection((url.hostname or "", url.port or 0), timeout=PATIENCE_S)
        line.sendall(f"PATCH {url.path} HTTP/1.1\r\n{head}\r\n".encode())
        return line

    def find_upload(self) -> Upload:
        """The row of this upload; needs the portal's app context."""
        return db.session.scalars(sa.select(Upload).filter_by(uuid=UUID(self.address[-36:]))).one()

    def find_sealed_bytes(self) -> int:
        """How many bytes of sealed segments lie in the data folder."""
        with self.portal.app.app_context():
            folder = self.portal.data_dir / "sealed" / self.find_upload().storage_key
        return sum(file.stat().st_size for file in folder.glob("0*[0-9]"))

    def find_folder(self) -> Path:
        """Where the sealed bytes lie."""
        with self.portal.app.app_context():
            return self.portal.data_dir / "sealed" / self.find_upload().storage_key

    def read_arrived(self) -> tuple[str, str]:
        """The clip's state and the SHA-256 of what is stored."""
        with self.portal.app.app_context():
            upload = self.find_upload()
            return upload.clip.state, hash_stored(upload.storage_key)


def begin_filming(portal: RunningPortal, length: int) -> Filming:
    """A new trainee begins to send a film."""
    browser, cycle = make_filmer(portal)
    headers = describe_film(cycle, length)
    answer = browser.post(f"{portal.url}/uploads", headers=headers, timeout=PATIENCE_S)
    assert answer.status_code == 201, answer.text
    return Filming(portal, browser, portal.url + answer.headers["Location"])


def make_filmer(portal: RunningPortal) -> tuple[requests.Session, UUID]:
    """A new trainee's browser, and a cycle of theirs without films."""
    with portal.app.app_context():
        enrolment = make_enrolment()
        cycle = make_cycle(make_client(enrolment))
        return portal.open_browser(enrolment.person), cycle.uuid
