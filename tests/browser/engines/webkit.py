"""WebKitGTK, through Debian's webkit2gtk-driver, on a screen that nobody sees."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.browser.engines.engine import describe_presses

PATIENCE_S = 60
DRIVER = "WebKitWebDriver"


def is_there() -> bool:
    """Whether the machine has driver, browser and screen."""
    return all((shutil.which(DRIVER), shutil.which("Xvfb"), find_windows()))


def find_windows() -> list[Path]:
    """The small browser that comes with WebKitGTK."""
    return sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))


class WebKit:
    """One window of WebKitGTK, by the WebDriver protocol."""

    name = "webkit"

    def __init__(self, driver: str) -> None:
        self._http = requests.Session()
        self._http.trust_env = False
        options = {"binary": str(find_windows()[0]), "args": ["--automation"]}
        self._base = f"{driver}/session"
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._base += f"/{self._ask('', capabilities=wanted)['sessionId']}"
        self._ask("/timeouts", script=PATIENCE_S * 1000)

    def carry(self, url: str, cookie: str, value: str) -> None:
        self.go(f"{url}/health")
        self._ask("/cookie", cookie={"name": cookie, "value": value, "path": "/"})

    def go(self, url: str) -> None:
        self._ask("/url", url=url)

    def run(self, script: str) -> Any:
        told = (
            f"const tell = arguments[0]; (async () => {{ {script} }})()"
            ".then((value) => tell({ value }), (fault) => tell({ fault: String(fault) }));"
        )
        answer = self._ask("/execute/async", script=told, args=[])
        assert "fault" not in answer, answer["fault"]
        return answer.get("value")

    def press(self, *keys: str) -> None:
        self._ask("/actions", actions=describe_presses(keys))

    def close(self) -> None:
        """End the session and its window."""
        self._http.delete(self._base, timeout=PATIENCE_S).close()
        self._http.close()

    def _ask(self, resource: str, **parameters: Any) -> Any:
        answer = self._http.post(f"{self._base}{resource}", json=parameters, timeout=PATIENCE_S + 5)
        assert answer.ok, answer.text
        return answer.json()["value"]


@contextmanager
def open_webkit() -> Iterator[WebKit]:
    """A new window, closed at the end with its driver and its screen."""
    with ExitStack() as ends:
        screen = _start(ends, "Xvfb", "-displayfd", "1", "-screen", "0", "1440x1000x24")
        assert screen.stdout is not None
        display = f":{int(screen.stdout.readline())}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        _start(ends, DRIVER, f"--port={port}", DISPLAY=display)
        _wait_for(port)
        window = WebKit(f"http://127.0.0.1:{port}")
        ends.callback(window.close)
        yield window


def _start(ends: ExitStack, *command: str, **environment: str) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        command,
        env={"PATH": os.defpath, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    ends.enter_context(program)
    ends.callback(program.kill)
    return program


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(DRIVER)
