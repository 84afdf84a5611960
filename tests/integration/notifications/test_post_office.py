"""Letters hold links that open accounts: they are given to no server but the right one."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from flask_mailman import EmailMessage

from app.extensions import mail
from config import Settings
from tests.factories.secrets import describe_production

ADDRESS = "127.0.0.1"
PATIENCE_S = 60
LINK = "https://portal.example.org/welcome/a-link-that-opens-an-account"

ANSWERS = {
    "ehlo": b"250-mail\r\n250 STARTTLS\r\n",
    "starttls": b"220 now\r\n",
    "data": b"354 go on\r\n",
    "quit": b"221 bye\r\n",
}


def write_certificate(path: Path) -> Path:
    """A certificate for the loopback address, with its key, that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    places = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(ADDRESS))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - dt.timedelta(days=1))
    builder = builder.not_valid_after(now + dt.timedelta(days=1)).add_extension(places, False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    path.write_bytes(
        key.private_bytes(*form, serialization.NoEncryption())
        + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass
class MailServer:
    """A mail server for one conversation, which it encrypts when asked; ``heard`` is what it could read."""

    listener: socket.socket
    certificate: Path
    heard: str = ""

    def serve(self) -> None:
        with suppress(OSError):
            line, _ = self.listener.accept()
            line.settimeout(PATIENCE_S)
            line.sendall(b"220 mail\r\n")
            with line:
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        while words := line.recv(65536).decode():
            self.heard += words
            command = words.split()[0].lower()
            line.sendall(ANSWERS.get(command, b"250 good\r\n"))
            if command == "starttls":
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self.certificate)
                with context.wrap_socket(line, server_side=True) as encrypted:
                    self._talk(encrypted)
                return


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with socket.create_server((ADDRESS, 0)) as listener:
        found = MailServer(listener, write_certificate(tmp_path / "mail.pem"))
        thread = Thread(target=found.serve)
        thread.start()
        yield found
        thread.join(PATIENCE_S)


def send_letter(app: Flask, server: MailServer, tmp_path: Path) -> None:
    """Send a letter through ``server`` in the way that production is told to."""
    production = {
        **describe_production(),
        "DATA_DIR": str(tmp_path),
        "MAIL_SERVER": "mail.example.org",
    }
    told = Settings.from_environment(production).as_flask_config()
    connection = mail.get_connection(
        backend=told["MAIL_BACKEND"],
        host=ADDRESS,
        port=server.listener.getsockname()[1],
        use_tls=told["MAIL_USE_TLS"],
        timeout=PATIENCE_S,
    )
    EmailMessage("Welcome", LINK, to=["anna@example.org"], connection=connection).send()


def test_a_server_that_nobody_vouches_for_gets_no_letter(
    app: Flask, server: MailServer, tmp_path: Path
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        send_letter(app, server, tmp_path)
    assert "anna" not in server.heard


def test_a_server_that_is_who_it_says_gets_the_letter(
    app: Flask, server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    send_letter(app, server, tmp_path)
    assert LINK in server.heard
