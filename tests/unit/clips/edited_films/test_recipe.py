"""What decides about an edited film, and how its passages lie in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.edited_films.models import FilmPart, PartKind, Repeat
from app.clips.edited_films.rendering.recipe import (
    PassageKind,
    Source,
    choose_size,
    write_recipe,
)
from app.clips.frames.index import FrameIndex

FRAME_US = 40_000
SOURCE = Source(1, uuid4(), "review", FrameIndex.from_durations([FRAME_US] * 50), (1280, 720))


def make_part(**changes: Any) -> FilmPart:
    """Ten frames of a film."""
    values: dict[str, Any] = {
        "uuid": uuid4(),
        "kind": PartKind.MOMENT,
        "clip_id": 1,
        "start_frame": 10,
        "end_frame": 20,
        "words": "",
        "repeat": Repeat.NONE,
        "seconds": 4,
    }
    return FilmPart(**values | changes)


def make_card(words: str = "And then?", seconds: int = 4) -> FilmPart:
    """A card."""
    empty = {"clip_id": None, "start_frame": None, "end_frame": None}
    return make_part(kind=PartKind.CARD, words=words, seconds=seconds, **empty)


def digest(*parts: FilmPart, source: Source = SOURCE) -> str:
    return write_recipe(parts, {1: source}).digest


CHANGES: list[Callable[[], tuple[FilmPart, ...]]] = [
    lambda: (make_part(start_frame=11), make_card()),
    lambda: (make_part(end_frame=21), make_card()),
    lambda: (make_part(words="She looks up"), make_card()),
    lambda: (make_part(repeat=Repeat.SLOW), make_card()),
    lambda: (make_part(repeat=Repeat.STILL), make_card()),
    lambda: (make_part(), make_card("What did you see?")),
    lambda: (make_part(), make_card(seconds=5)),
    lambda: (make_card(), make_part()),
    lambda: (make_part(),),
    lambda: (make_part(), make_card(), make_part()),
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_film_changes_its_digest(
    change: Callable[[], tuple[FilmPart, ...]],
) -> None:
    assert digest(*change()) != digest(make_part(), make_card())


def test_the_same_film_has_the_same_digest_whatever_its_parts_are_called() -> None:
    assert digest(make_part(), make_card()) == digest(make_part(seconds=9), make_card())


def test_a_new_review_copy_is_another_film() -> None:
    again = Source(1, SOURCE.clip_uuid, "another", SOURCE.frames, SOURCE.shape)
    assert digest(make_part()) != digest(make_part(), source=again)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 48), st.integers(1, 60), st.sampled_from(Repeat), st.integers(1, 60)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_passages_follow_each_other_without_a_gap_and_to_the_frame(
    stretches: list[tuple[int, int, Repeat, int]],
) -> None:
    parts = [
        make_part(start_frame=start, end_frame=start + length, repeat=repeat, seconds=seconds)
        for start, length, repeat, seconds in stretches
    ]
    recipe = write_recipe(parts, {1: SOURCE})
    timeline: list[dict[str, Any]] = recipe.list_timeline()
    assert [entry["from_frame"] for entry in timeline] == [
        0,
        *(entry["to_frame"] for entry in timeline[:-1]),
    ]
    assert timeline[-1]["to_frame"] == recipe.frames.count
    assert timeline[-1]["to_ms"] == recipe.frames.start_ms(recipe.frames.count)
    assert recipe.starts_us[-1] == recipe.frames.starts_us[-1]
    for entry, passage in zip(timeline, recipe.passages, strict=True):
        assert entry["to_frame"] - entry["from_frame"] == len(passage.shown_us)
        assert entry["end_frame"] <= SOURCE.frames.count
        if passage.kind is PassageKind.SLOW:
            assert set(passage.shown_us) == {2 * FRAME_US}


@pytest.mark.parametrize(
    ("shapes", "size"),
    [
        ([(1920, 1080)], (1280, 720)),
        ([(320, 180)], (320, 180)),
        ([(320, 180), (1920, 1080)], (1280, 720)),
        ([(1080, 1920)], (720, 1280)),
        ([(1080, 1920), (1920, 1080)], (1280, 720)),
        ([(180, 320), (320, 180)], (320, 320)),
        ([(640, 640)], (640, 640)),
        ([(1080, 1920), (480, 640)], (720, 1280)),
        ([(641, 361)], (640, 360)),
        ([(4000, 400)], (1280, 128)),
        ([], (1280, 720)),
    ],
)
def test_the_picture_has_room_for_every_source_and_no_more(
    shapes: list[tuple[int, int]], size: tuple[int, int]
) -> None:
    assert choose_size(shapes) == size


@given(st.lists(st.tuples(st.integers(2, 5000), st.integers(2, 5000)), max_size=6))
def test_every_picture_is_even_and_never_larger_than_a_review_copy(
    shapes: list[tuple[int, int]],
) -> None:
    width, height = choose_size(shapes)
    assert width % 2 == height % 2 == 0
    assert 2 <= min(width, height) <= 720
    assert max(width, height) <= 1280
