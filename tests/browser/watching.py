"""What a page does in its own time: waited for, and where it passes quickly, written down inside the page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from http import HTTPStatus

from playwright.sync_api import JSHandle, Locator, Page, Route

from tests.browser.conftest import PATIENCE_MS

LOOK_EVERY_MS = 20

WATCH = """(place, attribute) => {
  const told = [];
  const read = ({ addedNodes }) => attribute ? place.getAttribute(attribute) : addedNodes[0]?.textContent ?? "";
  const options = attribute ? { attributeFilter: [attribute] } : { childList: true };
  new MutationObserver((changes) => told.push(...changes.map(read))).observe(place, options);
  return told;
}"""

BREAK_OFF = """(part) => {
  const { text } = Response.prototype;
  Response.prototype.text = function () {
    if (!this.url.includes(part)) return text.call(this);
    Response.prototype.text = text;
    return Promise.reject(new TypeError("network error"));
  };
}"""


PROBE = "/is-it-caught"

ASK = """(probe) => fetch(probe, { cache: "no-store" }).then(({ status }) => status)"""


def wait_until(page: Page, is_so: Callable[[], bool]) -> None:
    """Look again and again while the page goes on."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        assert time.monotonic() < deadline, "it does not come to that"
        page.wait_for_timeout(LOOK_EVERY_MS)


def watch(place: Locator, attribute: str | None = None) -> JSHandle:
    """Write down each text that is put into a place from now on, or each value of an attribute: the list is its JSON value."""
    return place.evaluate_handle(WATCH, attribute)


def break_off(page: Page, part: str) -> None:
    """The line drops once while an answer comes whose address has this part: after its headers, before its words."""
    page.evaluate(BREAK_OFF, part)


def catch_requests(
    page: Page,
    addresses: str | re.Pattern[str],
    handle: Callable[[Route], object],
    times: int | None = None,
) -> None:
    """Requests to such addresses are given to ``handle``, all of them from now on.

    Chromium says so before an open page knows of it: of what a page asks for right after ``page.route``, one request in a
    hundred still goes past. So the page asks for something of its own until that is caught.
    """
    page.route(addresses, handle, times=times)
    if page.url == "about:blank":
        return
    page.route(f"**{PROBE}", _catch_probe)
    while page.evaluate(ASK, PROBE) != HTTPStatus.NO_CONTENT:
        page.wait_for_timeout(LOOK_EVERY_MS)
    page.unroute(f"**{PROBE}", _catch_probe)


def _catch_probe(route: Route) -> None:
    route.fulfill(status=HTTPStatus.NO_CONTENT)


class Gate:
    """Requests of one method to such addresses are held back from now on, each until it is let through or given an answer."""

    def __init__(self, page: Page, addresses: str | re.Pattern[str], method: str) -> None:
        self.page, self.method = page, method
        self.held: list[Route] = []
        catch_requests(page, addresses, self._hold)

    def take(self) -> Route:
        """The first request that waits, as soon as there is one."""
        wait_until(self.page, lambda: bool(self.held))
        return self.held.pop(0)

    def _hold(self, route: Route) -> None:
        if route.request.method == self.method:
            self.held.append(route)
        else:
            route.fallback()
