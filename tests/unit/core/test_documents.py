"""Words on paper: what cannot be drawn is left out, and lines stay lines."""

from __future__ import annotations

import pytest

from app.core.documents import clean_words


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Asha\x00 \u202eRahman \ue000", "Asha Rahman "),
        ("  two   words ", "two words"),
        ("one\r\ntwo\x0bthree", "one\ntwo\nthree"),
        ("\n\n", ""),
    ],
)
def test_what_no_font_can_draw_is_left_out(typed: str, drawn: str) -> None:
    assert clean_words(typed) == drawn.strip()
