"""Each of the other engines that the machine has, one window for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.engines import firefox, webkit
from tests.browser.engines.engine import Engine


@pytest.fixture(params=("firefox", "webkit"))
def other_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A window of Firefox or WebKit; a machine that lacks one passes its tests over, and says so."""
    if request.param == "firefox":
        if not firefox.is_there():
            pytest.skip("no Firefox: sudo apt-get install firefox-esr")
        with firefox.open_firefox(tmp_path) as window:
            yield window
    else:
        if not webkit.is_there():
            pytest.skip("no WebKit: sudo apt-get install webkit2gtk-driver xvfb gstreamer1.0-libav")
        with webkit.open_webkit() as screen:
            yield screen
