"""The number that the player shows is the number that is painted into the picture: after steps, jumps and in loops."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.player.conftest import NumberedFilm, OpenFilm, Screen, SendFilm
from tests.factories.films import PICTURES, number_frames, run_ffmpeg

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]  # six films are prepared first

JUMPS_EACH = 110
"""By frame, by time, and by pointing: 330 jumps in every film."""
PRESSES = 30
LOOP_MS = 700
SIZE = (320, 180)


@dataclass(frozen=True)
class Rate:
    """How a film's frames follow each other: its frame rate, and what ffmpeg does to their times."""

    fps: str
    times: str = "PTS"
    seconds: float = 4
    audio_from: float | None = None


RATES = {
    "film": Rate("24000/1001"),
    "european": Rate("25"),
    "american": Rate("30000/1001"),
    "fast": Rate("60000/1001"),
    "variable": Rate("30", "(N+0.4*mod(N\\,3)+floor(N/20)*7)/30/TB"),
    "offset": Rate("30000/1001", "PTS+0.37/TB", audio_from=0.0),
}


def make_numbered(path: Path, rate: Rate) -> Path:
    """A film whose frame ``n`` carries the number ``n``."""
    width, height = SIZE
    sound = f"sine=duration={rate.seconds}"
    filters = [*number_frames(width, height), f"setpts={rate.times}"]
    run_ffmpeg(
        *("-f", "lavfi", "-i", f"color=black:size={width}x{height}:rate={rate.fps}"),
        *("-f", "lavfi", "-i", sound, "-vf", ",".join(filters), "-t", str(rate.seconds)),
        *(*PICTURES["h264"], "-fps_mode", "passthrough", "-c:a", "aac", str(path)),
    )
    return path


@pytest.fixture(scope="module")
def films(
    send_numbered: SendFilm, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, NumberedFilm]:
    """One prepared film of each rate."""
    folder = tmp_path_factory.mktemp("numbered")
    return {
        name: send_numbered(make_numbered(folder / f"{name}.mp4", rate))
        for name, rate in RATES.items()
    }


@pytest.fixture(scope="module", params=RATES)
def screen(
    request: pytest.FixtureRequest, films: dict[str, NumberedFilm], open_film: OpenFilm
) -> Screen:
    return open_film(films[request.param])


def list_wrong(
    notes: list[dict[str, Any]], expected: Callable[[Any], int] | None = None
) -> list[Any]:
    """The notes whose picture is not the one that is said, or not the one that was wished for."""
    return [
        note
        for note in notes
        if note["painted"] != note["said"] or (expected and note["said"] != expected(note["wish"]))
    ]


def test_every_jump_shows_the_frame_it_names(screen: Screen) -> None:
    frames, chance = screen.film.frames, random.Random(17)
    numbers = [chance.randrange(frames.count) for _ in range(JUMPS_EACH)]
    assert not list_wrong(screen.ask("typeFrames", numbers), expected=int)
    end_ms = frames.start_ms(frames.count)
    at_ms = {write_exactly(ms): ms for ms in (chance.randrange(end_ms) for _ in range(JUMPS_EACH))}
    assert not list_wrong(
        screen.ask("typeTimes", list(at_ms)), expected=lambda typed: frames.find_frame(at_ms[typed])
    )
    assert not list_wrong(screen.ask("point", [chance.random() for _ in range(JUMPS_EACH)]))


def test_the_clock_says_when_the_frame_begins(screen: Screen) -> None:
    frames = screen.film.frames
    for note in screen.ask("typeFrames", range(0, frames.count, 7)):
        assert note["clock"] == write_exactly(frames.start_ms(note["wish"]))


def test_every_step_shows_the_next_frame(screen: Screen) -> None:
    frames, start = screen.film.frames, 40
    screen.ask("typeFrames", [start])
    forth = screen.ask("press", ["."] * PRESSES)
    assert [note["painted"] for note in forth] == list(range(start + 1, start + 1 + PRESSES))
    back = screen.ask("press", [","] * PRESSES)
    assert [note["painted"] for note in back] == list(range(start + PRESSES - 1, start - 1, -1))
    assert not list_wrong(forth + back)
    [first, still_first] = screen.ask("typeFrames", [0]) + screen.ask("press", [","])
    [last, still_last] = screen.ask("typeFrames", [frames.count]) + screen.ask("press", ["."])
    assert (first["painted"], still_first["painted"]) == (0, 0)
    assert (last["painted"], still_last["painted"]) == (frames.count - 1, frames.count - 1)


def test_quick_presses_pass_by_every_frame(screen: Screen) -> None:
    screen.ask("typeFrames", [20])
    there = screen.ask("hurry", {"key": ".", "times": 12})
    assert (there["said"], there["painted"]) == (32, 32)
    assert there["passed"] == list(range(21, 33))
    back = screen.ask("hurry", {"key": ",", "times": 12})
    assert (back["said"], back["painted"]) == (20, 20)
    assert back["passed"] == list(range(31, 19, -1))


@pytest.mark.parametrize(
    ("length", "busy"),
    [
        *((1, {}), (2, {}), (5, {}), (24, {}), (5, {"lagMs": 150}), (5, {"lateMs": 50})),
        *((5, {"lagMs": 150, "blockMs": 700}), (5, {"givesUp": True})),
    ],
)
def test_a_loop_shows_its_own_frames_alone(
    screen: Screen, length: int, busy: dict[str, int]
) -> None:
    start = 33
    seen = screen.ask("loop", {"start": start, "end": start + length, "ms": LOOP_MS, **busy})
    own = set(range(start, start + length))
    assert seen["notes"]
    assert {painted for _, painted in seen["notes"]} <= own
    assert not [note for note in seen["notes"] if note[0] != note[1]]
    said, painted, below = seen["stands"]
    assert said == painted == below
    assert said in own


@pytest.mark.parametrize("late_ms", [0, 200])
@pytest.mark.parametrize("screen", ["fast"], indirect=True)
def test_a_loop_keeps_to_its_own_frames_while_copies_change(screen: Screen, late_ms: int) -> None:
    """Also where the other copy shows its beginning before it goes to where it is sent."""
    film, number = (screen.page.locator(name) for name in ("video", "[data-player-frame]"))
    screen.ask("playLoop", {"start": 33, "end": 38})
    for copy, address in (("low", re.compile(r"copy=low$")), ("automatic", re.compile("film$"))):
        screen.ask("watch")
        screen.ask("seekLate", late_ms)
        screen.ask("chooseCopy", copy)
        expect(film).to_have_attribute("src", address)
        expect(number).not_to_have_text(number.inner_text())  # the other copy plays on
        screen.page.wait_for_timeout(LOOP_MS)
        assert set(screen.ask("seen")) <= set(range(33, 38))
    screen.ask("seekLate", 0)
    screen.ask("endLoop")


def test_in_and_out_take_the_frame_that_is_seen_while_a_loop_plays(screen: Screen) -> None:
    frames = screen.film.frames
    for note in screen.ask("take", {"start": 33, "end": 38, "times": 60}):
        assert note["in"] == write_exactly(frames.start_ms(note["said"]))
        assert note["out"] == write_exactly(frames.start_ms(note["said"] + 1))


def write_exactly(ms: int) -> str:
    """A position as the player's clock shows it."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
