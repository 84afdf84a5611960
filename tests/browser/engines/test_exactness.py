"""Firefox and WebKit show the frame that the player says: after jumps and after steps."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.engines.engine import Engine
from tests.browser.engines.film_page import open_film
from tests.factories.films import make_film
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

JUMPS = 40
STEPS = 12
AT_ONCE = 10
"""Wishes in one script: a busy WebKitGTK may need a second for each of them."""
RATES = {"american": {"fps": "30000/1001"}, "variable": {"fps": "30", "variable_rate": True}}


@pytest.mark.parametrize("rate", RATES)
def test_the_picture_is_the_one_that_the_player_names(
    other_engine: Engine, running_portal: RunningPortal, tmp_path: Path, rate: str
) -> None:
    if (other_engine.name, rate) == ("webkit", "variable"):
        pytest.skip("WebKitGTK shows a neighbour in films of uneven rates: decision 25")
    film: Any = RATES[rate]
    path = make_film(tmp_path / "film.mp4", seconds=4, size=(320, 180), numbered=True, **film)
    count = open_film(other_engine, running_portal, path)
    numbers = read_numbers(count, **film)
    wishes = random.Random(7).choices(range(count), k=JUMPS)
    jumps = look(other_engine, "typeFrames", wishes, numbers)
    assert [note["said"] for note in jumps] == wishes
    steps = look(other_engine, "press", ["."] * STEPS + [","] * STEPS, numbers)
    late = sum(note["times"] > 1 for note in jumps + steps)
    sys.stderr.write(
        f"{other_engine.name}, {rate}: {late} of {len(jumps + steps)} pictures came after their name\n"
    )
    assert [numbers[note["said"]] for note in jumps + steps] == [
        note["painted"] for note in jumps + steps
    ]
    assert other_engine.name == "webkit" or not late


def test_a_loop_runs_over_its_own_frames_alone(
    other_engine: Engine, running_portal: RunningPortal, tmp_path: Path
) -> None:
    path = make_film(
        tmp_path / "film.mp4", seconds=4, size=(320, 180), numbered=True, fps="30000/1001"
    )
    open_film(other_engine, running_portal, path)
    seen = other_engine.run("return window.probe.loop({ start: 40, end: 52, ms: 3000 })")
    painted = {number for _, number in seen["notes"]}
    assert painted <= set(range(40, 52))
    assert len(painted) > 1, "it moves"
    assert other_engine.name == "webkit" or len(set(seen["stands"])) == 1


def read_numbers(count: int, *, fps: str, variable_rate: bool = False) -> list[int]:
    """The number painted into each frame of the film: a variable rate leaves out every fifth."""
    every = range(2 * count)
    kept = [number for number in every if number % 5 != 1] if variable_rate else list(every)
    return kept[:count]


def look(engine: Engine, what: str, wishes: list[Any], numbers: list[int]) -> list[dict[str, Any]]:
    """Have the probe of the player's own tests do each of these, and look until its picture is there, for a second at most.

    WebKitGTK hands the picture of a jump to a page some time after it has named it: until then there is the one before.
    """
    parts = [wishes[at : at + AT_ONCE] for at in range(0, len(wishes), AT_ONCE)]
    return [note for part in parts for note in look_at_few(engine, what, part, numbers)]


def look_at_few(
    engine: Engine, what: str, wishes: list[Any], numbers: list[int]
) -> list[dict[str, Any]]:
    """The same in one script."""
    notes: list[dict[str, Any]] = engine.run(
        f"""
        const notes = [];
        for (const wish of {json.dumps(wishes)}) {{
          const [note] = await window.probe.{what}([wish]);
          for (note.times = 1; note.painted !== {json.dumps(numbers)}[note.said] && note.times < 20; note.times += 1) {{
            await new Promise((resolve) => setTimeout(resolve, 50));
            note.painted = window.probe.painted();
          }}
          notes.push(note);
        }}
        return notes;
        """
    )
    return notes
