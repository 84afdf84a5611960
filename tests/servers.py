"""The portal as it really runs: gunicorn on loopback, over a data folder and a database of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import requests
from flask import Flask, session
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf

from app import create_app
from app.accounts.models import Person
from config import Settings
from tests.factories.people import make_sign_in

ROOT = Path(__file__).parent.parent
PATIENCE_S = 30
START_S, TRY_S = 120, 5
WORKERS, THREADS = 2, 4


@dataclass
class RunningPortal:
    """A portal that answers at ``url``. It may be killed and started again: address, data and sign-ins stay.

    ``app`` is the same portal inside the test's own process, for making people with the factories:
    ``with portal.app.app_context(): ...``.
    """

    app: Flask
    data_dir: Path
    listener: socket.socket
    environment: dict[str, str] = field(default_factory=dict)
    program: str = "wsgi:app"
    threads: int = THREADS
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Scheme, loopback address and port, without a slash at the end."""
        host, port = self.listener.getsockname()
        return f"http://{host}:{port}"

    @property
    def named_url(self) -> str:
        """The same by the name of this machine: passkeys belong to a name, never to a number."""
        return f"http://localhost:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        descriptor = self.listener.fileno()
        command = ["gunicorn", "--worker-class=gthread", self.program, f"--bind=fd://{descriptor}"]
        command += [f"--workers={WORKERS}", f"--threads={self.threads}"]
        self.web = self._spawn(*command, "--log-level=warning", "--no-control-socket")
        self._wait_until_it_answers()

    def start_worker(self) -> None:
        """Start the background worker beside the server; films are prepared and letters sent from now on."""
        self.worker = self._spawn("app.worker")

    def end_worker(self) -> None:
        """End the background worker alone, at once and with all it started."""
        assert self.worker is not None
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait(PATIENCE_S)
        self.worker = None

    def kill(self) -> None:
        """End everything that was started at once with SIGKILL, as a power cut would."""
        for process in filter(None, (self.web, self.worker)):
            with suppress(ProcessLookupError):  # it ended by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE_S)
        self.web = self.worker = None

    def restart(self) -> None:
        """Kill everything, then start the server again over the same data."""
        self.kill()
        self.start()

    def list_worker_ids(self) -> list[int]:
        """The process ids of the server's workers."""
        assert self.web is not None
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def read_log(self) -> str:
        """All that the server has said so far."""
        return (self.data_dir / "web.log").read_text()

    def open_browser(self, person: Person) -> requests.Session:
        """A signed-in browser: it carries the person's session and the CSRF token that scripts send."""
        with self.app.test_request_context():
            token = generate_csrf()
            contents = dict(session) | make_sign_in(person)
            interface = self.app.session_interface
            signed = interface.get_signing_serializer(self.app).dumps(contents)  # type: ignore[attr-defined]  # the cookie session's own
        browser = requests.Session()
        browser.trust_env = False
        browser.headers.update({"X-CSRFToken": token, "Accept": "text/plain"})
        browser.cookies.set(self.app.config["SESSION_COOKIE_NAME"], signed)
        return browser

    def _spawn(self, *module_and_arguments: str) -> subprocess.Popen[bytes]:
        with (self.data_dir / "web.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *module_and_arguments],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                pass_fds=[self.listener.fileno()],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            assert self.web is not None
            assert self.web.poll() is None, self.read_log()
            try:
                with urlopen(f"{self.url}/health", timeout=TRY_S):
                    return
            except (URLError, TimeoutError):  # the socket listens before anybody answers there
                time.sleep(0.05)
        raise TimeoutError(self.read_log())


@contextmanager
def run_portal(
    data_dir: Path,
    template: Path,
    program: str = "wsgi:app",
    threads: int = THREADS,
    **environment: str,
) -> Iterator[RunningPortal]:
    """Run a portal over a copy of the prepared data folder ``template``; it is killed at the end.

    ``program`` is what gunicorn loads, ``threads`` what each of its workers has; ``environment`` adds settings, such as ``FILM_LIMIT_MIB``.
    """
    shutil.copytree(template, data_dir, dirs_exist_ok=True)
    own = describe_installation(data_dir) | environment
    app = create_app(Settings.from_environment(own))
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        portal = RunningPortal(app, data_dir, listener, own, program, threads)
        try:
            portal.start()
            yield portal
        finally:
            portal.kill()


def prepare_installation(data_dir: Path) -> None:
    """Make a data folder with a migrated SQLite database, prepared as an operator would."""
    app = create_app(Settings.from_environment(describe_installation(data_dir)))
    with app.app_context():
        upgrade()
    result = app.test_cli_runner().invoke(args=["prepare-association"])
    assert result.exit_code == 0, result.output


def describe_installation(data_dir: Path) -> dict[str, str]:
    """The environment of an installation of its own in this folder."""
    return {
        "PORTAL_ENV": "testing",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": f"sqlite:///{data_dir / 'portal.sqlite3'}",
    }
