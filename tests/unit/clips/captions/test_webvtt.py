"""Lines as browsers read them: whatever somebody typed stays words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.captions.webvtt import escape_words, format_time, write_webvtt

ARROW = "-->"


@pytest.mark.parametrize(
    ("position_ms", "shown"),
    [(0, "00:00:00.000"), (61_007, "00:01:01.007"), (3_600_000 * 101 + 5, "101:00:00.005")],
)
def test_times_are_written_to_the_millisecond(position_ms: int, shown: str) -> None:
    assert format_time(position_ms) == shown


def test_a_film_without_lines_has_a_file_too() -> None:
    assert "".join(write_webvtt([])) == "WEBVTT\n"


def test_lines_stand_in_their_order() -> None:
    file = "".join(write_webvtt([(0, 900, "Look!"), (900, 1800, "A duck\nand a swan")]))
    assert file == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:00.900\nLook!\n\n00:00:00.900 --> 00:00:01.800\nA duck\nand a swan\n"
    )


@given(st.lists(st.text(min_size=1), max_size=5))
def test_nothing_that_is_typed_ends_a_cue_or_becomes_markup(words: list[str]) -> None:
    file = "".join(write_webvtt([(0, 1, text) for text in words]))
    blocks = re.split(r"\n\n", file.rstrip("\n"))
    assert file.count(ARROW) == len(words)
    assert len([block for block in blocks if ARROW in block]) == len(words)
    assert "<" not in file
    assert not re.search(r"&(?!amp;|lt;|gt;)", file)


def test_markup_is_shown_as_it_was_typed() -> None:
    assert escape_words("<b>5 > 3 & 2</b>\r\n\r\nyes") == "&lt;b&gt;5 &gt; 3 &amp; 2&lt;/b&gt;\nyes"
