"""What a test asks of a browser of any make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from app.accounts.models import Person
from tests.servers import RunningPortal

KEYS = {
    **{"ArrowLeft": "\ue012", "ArrowRight": "\ue014", "Home": "\ue011"},
    **{"Enter": "\ue007", "Tab": "\ue004"},
}
"""The WebDriver standard's own characters for keys that write none."""


class Engine(Protocol):
    """One window of a browser. Scripts are bodies of async functions; what they return comes back as JSON does."""

    name: str

    def carry(self, url: str, cookie: str, value: str) -> None:
        """Have a cookie for the portal at ``url`` from now on."""

    def go(self, url: str) -> None:
        """Open a page and wait until it is loaded."""

    def run(self, script: str) -> Any:
        """Run a script in the page. Raises AssertionError with its words where it fails."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a person would: single characters, or names as the DOM has them."""


def enter(engine: Engine, portal: RunningPortal, person: Person, address: str) -> None:
    """Open a page of the portal as this person."""
    for name, value in portal.open_browser(person).cookies.items():
        engine.carry(portal.url, name, value or "")
    engine.go(portal.url + address)


def describe_presses(keys: Iterable[str]) -> list[dict[str, Any]]:
    """The keys as WebDriver of either kind takes them: one source of actions, each key down and up."""
    moves = [
        {"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")
    ]
    return [{"type": "key", "id": "keys", "actions": moves}]
