"""A real Chromium that talks to a real portal, and an eye for accessibility on every page it stands on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.servers import RunningPortal

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
"""A test browser that asks nobody but the portal."""

PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)

Check = Callable[[Page], None]


@pytest.fixture(scope="session")
def engine() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(engine: Playwright) -> Iterator[Browser]:
    """The machine's own Chromium, or the one Playwright brought."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    browser = engine.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
    yield browser
    browser.close()


@pytest.fixture
def open_window(chromium: Browser, running_portal: RunningPortal) -> Iterator[Callable[[], Page]]:
    """Open windows of people who do not share cookies; an error in any page's script fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_one() -> Page:
        context = chromium.new_context(
            base_url=running_portal.url, viewport={"width": 1440, "height": 1000}, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: _note_policy_breach(message.text, faults))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, f"scripts failed: {faults}"


def _note_policy_breach(text: str, faults: list[str]) -> None:
    if "Content Security Policy" in text:
        faults.append(text)


@pytest.fixture
def check_page() -> Check:
    """Let axe look at the page as it stands; anything it finds fails the test with its words."""
    axe = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()  # colours are judged once every style sheet is there
        results = axe.run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check
