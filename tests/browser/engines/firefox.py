"""The machine's own Firefox, spoken to by WebDriver BiDi, which it understands without a driver beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websocket import WebSocket, create_connection

from tests.browser.engines.engine import describe_presses

PATIENCE_S = 60
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PREFERENCES = """
user_pref("media.autoplay.default", 0);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
"""


def is_there() -> bool:
    """Whether the machine has one."""
    return find_firefox() is not None


def find_firefox() -> str | None:
    """Its program."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One window of Firefox."""

    name = "firefox"

    def __init__(self, line: WebSocket) -> None:
        self._line = line
        self._numbers = count(1)
        self._ask("session.new", capabilities={})
        self._window = self._ask("browsingContext.create", type="tab")["context"]

    def carry(self, url: str, cookie: str, value: str) -> None:
        held = {"type": "string", "value": value}
        self._ask(
            "storage.setCookie",
            cookie={"name": cookie, "value": held, "domain": urlsplit(url).hostname, "path": "/"},
        )

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def run(self, script: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => {{ {script} }})().then((value) => JSON.stringify({{ value }}))",
            target={"context": self._window},
            awaitPromise=True,
            userActivation=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"]).get("value")

    def press(self, *keys: str) -> None:
        self._ask(
            "input.performActions",
            context=self._window,
            actions=describe_presses(keys),
        )

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._line.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]


@contextmanager
def open_firefox(profile: Path) -> Iterator[Firefox]:
    """A new window over a new profile in this folder, closed at the end."""
    program = find_firefox()
    assert program is not None
    (profile / "user.js").write_text(PREFERENCES)
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(
        [*command, "--remote-debugging-port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as browser:
        try:
            assert browser.stderr is not None
            address = next(filter(None, map(LISTENS.search, browser.stderr)))[1]
            line = create_connection(f"{address}/session", PATIENCE_S, suppress_origin=True)
            with closing(line):
                yield Firefox(line)
        finally:
            browser.kill()
