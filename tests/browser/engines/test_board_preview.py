"""The preview of a board in Firefox and WebKit: the frames of each part, and not one of what lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.board_scene import RECORD, set_scene
from tests.browser.engines.engine import Engine, enter
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

COME_TO_LIFE = """
window.preview = document.querySelector("[data-preview]");
window.until = async (holds) => {
  for (let tries = 0; tries < 600 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
};
await window.until(() => window.preview.dataset.state === "idle");
window.preview.focus();
"""
PLAY_TO_THE_END = """
await window.until(() => window.painted.length && window.preview.dataset.state === "idle");
return window.painted;
"""


def test_a_preview_shows_no_frame_too_many(
    other_engine: Engine, running_portal: RunningPortal, tmp_path: Path
) -> None:
    scene = set_scene(running_portal, tmp_path)
    enter(other_engine, running_portal, scene.trainee, scene.address)
    other_engine.run(RECORD + COME_TO_LIFE)
    other_engine.press("k")
    painted = other_engine.run(PLAY_TO_THE_END)
    for part, (start, end) in zip(scene.parts, [(12, 20), (61, 70), (40, 45)], strict=False):
        shown = [number for at, number, _ in painted if at == part]
        assert shown[0] == start
        assert shown[-1] >= end - 2, "to its end; Firefox paints one frame behind its word"
        assert set(shown) <= set(range(start, end))
