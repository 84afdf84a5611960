"""A rendered film is number for number what its parts say, when they say it, with its sound in step."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from app.clips.edited_films.models import FilmPart, Repeat
from app.clips.edited_films.parts.services import MOST_PARTS
from app.clips.edited_films.rendering.production import (
    Miscut,
    check_frames,
    produce_film,
)
from app.clips.edited_films.rendering.recipe import PassageKind, Recipe
from app.clips.frames.index import FrameIndex
from app.clips.media.inspector import open_film
from app.clips.media.probe import probe_film
from tests.factories.frame_numbers import NoNumber, read_number
from tests.integration.clips.edited_films.exactness.conftest import Cutting, card, cut

ROUNDED_US = 1
IN_STEP_MS = 20
LAST_SOUND_MS = 2 * 1024 / 48
"""Sound is coded in frames of its own: how much longer than the pictures the last of them may be."""

SOURCES: list[Any] = [
    pytest.param({"fps": "24000/1001"}, id="23.976"),
    pytest.param({"fps": "25"}, id="25"),
    pytest.param({"fps": "30000/1001"}, id="29.97"),
    pytest.param({"fps": "60000/1001"}, id="59.94"),
    pytest.param({"variable_rate": True}, id="variable"),
    pytest.param({"size": (240, 320)}, id="upright"),
    pytest.param({"audio": None}, id="no sound"),
    pytest.param({"picture_delay": 0.5}, id="the sound first"),
]


@dataclass(frozen=True)
class Shown:
    """One frame of a film that came out: when, for how long, and the number painted into it, None on a card."""

    at_us: int
    lasts_us: int
    number: int | None


def produce(cutting: Cutting, recipe: Recipe) -> int:
    target = cutting.open_target()
    wanted = {source.review_key for source in recipe.sources}
    copies = {key: fd for key, fd in cutting.copies.items() if key in wanted}
    shares: list[float] = []
    produce_film(recipe, copies, cutting.folder, target, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
    return target


def decode(fd: int, shapes: Sequence[tuple[int, int]] = ()) -> Iterator[Shown]:
    """The frames of a film; ``shapes`` are those of the films that each is from, where they do not fill the picture."""
    with open_film(f"/proc/self/fd/{fd}") as film:
        for place, frame in enumerate(film.decode(video=0)):
            assert frame.pts is not None
            assert frame.time_base is not None
            to_us = frame.time_base * 1_000_000
            picture = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it untyped
            if shapes:
                picture = crop(picture, shapes[place])
            try:
                number: int | None = read_number(picture)
            except NoNumber:
                number = None
            yield Shown(round(frame.pts * to_us), round(frame.duration * to_us), number)


def crop(picture: Image.Image, shape: tuple[int, int]) -> Image.Image:
    """What a film of this shape fills of the picture, in the middle of it."""
    factor = min(picture.width / shape[0], picture.height / shape[1])
    width, height = round(shape[0] * factor), round(shape[1] * factor)
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return picture.crop((left, top, left + width, top + height))


def list_numbers(cutting: Cutting, clip_id: int) -> list[int]:
    """The numbers painted into the frames of a review copy, in order."""
    fd = cutting.copies[cutting.sources[clip_id].review_key]
    numbers = [shown.number for shown in decode(fd)]
    assert None not in numbers
    return [number for number in numbers if number is not None]


def expect(cutting: Cutting, parts: Sequence[FilmPart]) -> list[Shown]:
    """What parts must look like, worked out from numbers and times of their films alone."""
    expected: list[Shown] = []
    at_us = 0

    def show(number: int | None, lasts_us: int) -> None:
        nonlocal at_us
        expected.append(Shown(at_us, lasts_us, number))
        at_us += lasts_us

    for part in parts:
        if part.clip_id is None:
            show(None, part.seconds * 1_000_000)
            continue
        numbers = list_numbers(cutting, part.clip_id)
        starts = cutting.sources[part.clip_id].frames.starts_us
        frames = range(part.start_frame or 0, part.end_frame or 0)
        for pace in (1, 2) if part.repeat is Repeat.SLOW else (1,):
            for frame in frames:
                show(numbers[frame], pace * (starts[frame + 1] - starts[frame]))
        if part.repeat is Repeat.STILL:
            show(numbers[frames[-1]], part.seconds * 1_000_000)
    return expected


def assert_same(found: Sequence[Shown], expected: Sequence[Shown]) -> None:
    assert [shown.number for shown in found] == [shown.number for shown in expected]
    for one, other in zip(found, expected, strict=True):
        assert abs(one.at_us - other.at_us) <= ROUNDED_US
    assert abs(found[-1].lasts_us - expected[-1].lasts_us) <= ROUNDED_US


@pytest.mark.parametrize("recipe", SOURCES)
def test_the_first_a_middle_and_the_last_frames_come_out_as_they_are(
    cutting: Cutting, recipe: dict[str, Any]
) -> None:
    clip_id = cutting.bring(**{"seconds": 2.0, "size": (320, 180), **recipe})
    count = cutting.sources[clip_id].frames.count
    parts = [
        cut(clip_id, 17, 18),
        cut(clip_id, 0, 5),
        cut(clip_id, count - 3, count, repeat=Repeat.SLOW),
        cut(clip_id, 14, 31, repeat=Repeat.STILL, stays=2),
        cut(clip_id, 0, count),
    ]
    made = produce(cutting, cutting.write(*parts))
    assert_same(list(decode(made)), expect(cutting, parts))


@pytest.mark.parametrize("last", [Repeat.NONE, Repeat.SLOW, Repeat.STILL])
def test_films_of_every_kind_follow_each_other_to_the_frame(cutting: Cutting, last: Repeat) -> None:
    lying: dict[str, Any] = {"seconds": 2.0, "size": (320, 180)}
    cinema, ntsc, varying, upright, silent = (
        cutting.bring(**{**lying, **recipe})
        for recipe in (
            {"fps": "24000/1001"},
            {"fps": "30000/1001"},
            {"variable_rate": True},
            {"size": (180, 320)},
            {"audio": None, "fps": "50"},
        )
    )
    parts = [
        cut(varying, 3, 20),
        card("What did you see?", 1),
        cut(cinema, 10, 33, words="She looks up"),
        cut(upright, 5, 30, repeat=Repeat.SLOW),
        cut(silent, 40, 90),
        card("And then?", 3),
        cut(varying, 20, 41, repeat=Repeat.STILL, stays=1),
        cut(ntsc, 1, 44, repeat=last, stays=2),
    ]
    recipe = cutting.write(*parts)
    made = produce(cutting, recipe)
    shapes = [
        passage.source.shape if passage.source else recipe.size
        for passage in recipe.passages
        for _ in passage.shown_us
    ]
    found = list(decode(made, shapes))
    assert_same(found, expect(cutting, parts))
    length_us = found[-1].at_us + found[-1].lasts_us
    assert abs(length_us - recipe.starts_us[-1]) <= ROUNDED_US
    probe = probe_film(made)
    assert -1 <= probe.duration_ms - length_us / 1000 <= LAST_SOUND_MS
    assert (probe.width, probe.height) == recipe.size == (320, 320)
    assert probe.browser_playable
    assert probe.faststart


def test_the_timeline_leads_from_every_frame_back_to_its_source(cutting: Cutting) -> None:
    clip_id = cutting.bring(seconds=2.0, size=(320, 180), variable_rate=True)
    numbers = list_numbers(cutting, clip_id)
    parts = [
        card("What did you see?", 1),
        cut(clip_id, 7, 19, repeat=Repeat.SLOW),
        cut(clip_id, 2, 9, repeat=Repeat.STILL),
    ]
    recipe = cutting.write(*parts)
    found = list(decode(produce(cutting, recipe)))
    led_back: list[int | None] = []
    for entry in recipe.list_timeline():
        assert recipe.frames.find_frame(int(entry["from_ms"] or 0)) == entry["from_frame"]
        if entry["clip"] is None:
            led_back.append(None)
            continue
        assert entry["clip"] == str(cutting.sources[clip_id].clip_uuid)
        led_back += numbers[int(entry["start_frame"] or 0) : int(entry["end_frame"] or 0)]
    assert [shown.number for shown in found] == led_back
    assert recipe.list_timeline()[-1]["to_ms"] == recipe.frames.start_ms(recipe.frames.count)


def test_sound_is_in_step_with_its_pictures_and_silent_where_there_is_none(
    cutting: Cutting,
) -> None:
    seconds = 5.0
    one = cutting.bring(seconds=seconds, size=(320, 180), fps="24000/1001", beeps=True)
    other = cutting.bring(seconds=seconds, size=(320, 180), fps="25", beeps=True)
    parts = [
        cut(one, 12, 100),
        card("And then?", 2),
        cut(other, 20, 60, repeat=Repeat.SLOW),
        cut(one, 30, 90),
    ]
    recipe = cutting.write(*parts)
    made = produce(cutting, recipe)
    expected_ms = []
    for begins_us, passage in zip(recipe.starts_us, recipe.passages, strict=False):
        if passage.kind is PassageKind.MOMENT and passage.source is not None:
            starts = passage.source.frames.starts_us
            first_us, after_us = (starts[frame] for frame in passage.cut)
            beeps = [us for us in range(0, 5_000_000, 1_000_000) if first_us <= us < after_us]
            expected_ms += [(begins_us + us - first_us) / 1000 for us in beeps]
    heard_ms = find_beeps(made)
    assert len(heard_ms) == len(expected_ms) > 4
    for heard, expected in zip(heard_ms, expected_ms, strict=True):
        assert abs(heard - expected) <= IN_STEP_MS


def find_beeps(fd: int) -> list[float]:
    """When each beep begins, in ms."""
    heard = array("h")
    with open_film(f"/proc/self/fd/{fd}") as film:
        sound = film.streams.audio[0]
        assert (sound.codec_context.sample_rate, sound.codec_context.channels) == (48_000, 2)
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
        for frame in film.decode(audio=0):
            for piece in resampler.resample(frame):
                heard.frombytes(bytes(piece.planes[0])[: 2 * piece.samples])
    loud = [place for place, level in enumerate(heard) if abs(level) > 3000]
    begins = [at for before, at in zip([-48_000, *loud], loud, strict=False) if at - before > 4800]
    return [place / 48 for place in begins]


def test_a_title_stands_over_its_moment_and_hides_no_number(cutting: Cutting) -> None:
    clip_id = cutting.bring(seconds=1.0, size=(320, 180))
    bare, titled = (
        produce(cutting, cutting.write(cut(clip_id, 0, 10, words=words)))
        for words in ("", "She looks up")
    )
    pictures = [read_first_picture(fd) for fd in (bare, titled)]
    lower, upper = (
        [measure_brightness(picture.crop(box)) for picture in pictures]
        for box in ((60, 160, 260, 180), (0, 0, 320, 120))
    )
    assert abs(lower[0] - lower[1]) > 10
    assert abs(upper[0] - upper[1]) < 2


def test_a_board_as_long_as_boards_get_is_made(cutting: Cutting) -> None:
    """Each passage opens files of its own: as many as there are passages, titles and films."""
    clip_ids = [cutting.bring(seconds=1.0, size=(64, 48)) for _ in range(3)]
    parts = [
        cut(clip_ids[place % 3], 3, 5, repeat=Repeat.SLOW, words=f"Look {place}")
        for place in range(MOST_PARTS)
    ]
    recipe = cutting.write(*parts)
    assert len(list(decode(produce(cutting, recipe)))) == recipe.frames.count == 4 * MOST_PARTS


def read_first_picture(fd: int) -> Image.Image:
    with open_film(f"/proc/self/fd/{fd}") as film:
        picture: Image.Image = next(film.decode(video=0)).to_image()  # type: ignore[no-untyped-call]
        return picture


def measure_brightness(picture: Image.Image) -> float:
    return ImageStat.Stat(picture.convert("L")).mean[0]


def test_what_came_out_otherwise_is_noticed() -> None:
    planned = FrameIndex.from_durations([40_000] * 5)
    check_frames(planned, FrameIndex.from_durations([40_001] * 2 + [39_999] * 3))
    for other in ([40_000] * 4, [40_000, 40_000, 41_000, 39_000, 40_000]):
        with pytest.raises(Miscut):
            check_frames(planned, FrameIndex.from_durations(other))
