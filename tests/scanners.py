"""Scanners that films go through in tests: a real clamd that knows one harmful thing, and a server of its protocol."""

from __future__ import annotations

import shutil
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

HARMFUL = b"a thing that harms whoever opens it"
LARGEST = 4 * 1024 * 1024
"""What both take in one stream."""
PATIENCE_S = 60

RunScanner = Callable[[Path], AbstractContextManager[Path]]


@contextmanager
def run_clamd(folder: Path) -> Iterator[Path]:
    """A clamd with a signature of its own; gives its socket. Skips the test where the machine has none."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("this machine has no clamd")
    signatures, place = folder / "signatures", folder / "clamd.sock"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Harmful.Film:0:*:{HARMFUL.hex()}\n")
    settings = folder / "clamd.conf"
    settings.write_text(
        f"LocalSocket {place}\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\n"
        f"Foreground yes\nStreamMaxLength {LARGEST}\nMaxThreads 2\n"
    )
    log = folder / "clamd.log"
    with log.open("wb") as out:
        daemon = subprocess.Popen([program, "--config-file", str(settings)], stdout=out, stderr=out)
    try:
        _wait_until_it_listens(place, log)
        yield place
    finally:
        daemon.terminate()
        daemon.wait(PATIENCE_S)


@contextmanager
def run_protocol(folder: Path) -> Iterator[Path]:
    """A server that speaks as clamd's manual says."""
    place = folder / "scanner.sock"
    with socketserver.ThreadingUnixStreamServer(str(place), _Conversation) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield place
        finally:
            server.shutdown()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        taken = bytearray()
        assert self.rfile.read(10) == b"zINSTREAM\0"
        while length := int.from_bytes(self.rfile.read(4), "big"):
            taken += self.rfile.read(length)
            if len(taken) > LARGEST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = HARMFUL in taken
        self.wfile.write(b"stream: Harmful.Film FOUND\0" if found else b"stream: OK\0")


def _wait_until_it_listens(place: Path, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(place)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(log.read_text())
