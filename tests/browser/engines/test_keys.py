"""Firefox and WebKit carry out every key of the player: a film is studied in them by keys alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.engines.engine import Engine
from tests.browser.engines.film_page import open_film
from tests.factories.films import make_film
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

TELL = """
const root = document.querySelector("[data-player]");
const film = root.querySelector("video");
const named = (name) => [...root.querySelectorAll("button")].find((button) => button.textContent.trim().startsWith(name));
return {
  frame: window.probe.said(),
  isSeeking: root.hasAttribute("data-seeking"),
  state: root.dataset.state,
  speed: film.playbackRate,
  start: named("In").textContent.trim(),
  end: named("Out").textContent.trim(),
  loops: named("Loop").getAttribute("aria-pressed"),
  zoom: root.querySelector("[data-player-lens]").style.transform.match(/scale\\(([0-9.]+)/)?.[1] ?? null,
  isHelping: document.querySelector("dialog[open]") !== null,
};
"""


def expect_film(engine: Engine, **expected: Any) -> None:
    """The page comes to this within ten seconds."""
    told = engine.run(
        f"""
        const tell = async () => {{ {TELL} }};
        const wanted = {json.dumps(expected)};
        const holds = (told) => Object.entries(wanted).every(([name, value]) => told[name] === value);
        let told = await tell();
        for (let tries = 0; tries < 200 && !holds(told); tries += 1) {{
          await new Promise((resolve) => setTimeout(resolve, 50));
          told = await tell();
        }}
        return told;
        """
    )
    assert {name: told[name] for name in expected} == expected


def test_a_film_is_studied_by_keys_alone(
    other_engine: Engine, running_portal: RunningPortal, tmp_path: Path
) -> None:
    engine = other_engine
    path = make_film(tmp_path / "film.mp4", seconds=20, size=(320, 180), fps="25", numbered=True)
    open_film(engine, running_portal, path)
    engine.run("document.querySelector('[data-player]').focus()")
    for keys, frame in (("Home", 0), ("ArrowRight", 25), (".", 26), (",", 25), ("ArrowLeft", 0)):
        engine.press(keys)
        expect_film(engine, frame=frame, isSeeking=False)
    engine.press("ArrowRight")
    expect_film(engine, frame=25, isSeeking=False)
    engine.press("i", "ArrowRight")
    expect_film(engine, frame=50, isSeeking=False, start="In 0:01.0")
    engine.press("o")
    expect_film(engine, end="Out 0:02.0")
    engine.press("r", " ")
    expect_film(engine, state="playing", loops="true")
    engine.press("k")
    expect_film(engine, state="paused")
    within = engine.run(TELL)["frame"]
    assert 25 <= within <= 50
    engine.press("x", "l", "l")
    expect_film(engine, state="playing", speed=1.5, start="In")
    engine.press("k", "+", "+")
    expect_film(engine, state="paused", speed=1, zoom="1.5625")
    engine.press("0", "?")
    expect_film(engine, zoom=None, isHelping=True)
