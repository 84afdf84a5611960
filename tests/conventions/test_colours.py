"""Words and edges can be told from what they stand on, by day and by night."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "app/static/css/tokens.css").read_text()
DECLARATION = re.compile(r"--([\w-]+):\s*(light-dark\([^)]*\)|#[0-9a-f]{6});")
KINDS = ("strength", "question", "noticing", "working", "error", "neutral")

WORDS_ON = [
    *product(("ink", "soft", "accent"), ("paper", "card", "raised", "accent-soft", "neutral-soft")),
    *product(("strength", "question", "noticing", "working", "error"), ("paper", "card")),
    *((kind, f"{kind}-soft") for kind in KINDS),
    *(("ink", f"{kind}-soft") for kind in KINDS),
    ("on-accent", "accent-fill"),
    ("on-accent", "accent-fill-hover"),
    ("on-banner", "banner"),
    ("on-banner-action", "banner-action"),
    ("on-banner-action", "banner-action-hover"),
    ("on-film-note", "film-note"),
]
EDGES_ON = [
    *product(("line-strong", "focus"), ("paper", "card")),
    ("focus", "accent-soft"),
    ("on-banner", "banner"),
    ("accent-fill", "card"),
    ("accent-fill", "track"),
    ("strength", "track"),
    ("mark", "card"),
]


def read_tokens() -> dict[str, tuple[str, str]]:
    """Each colour token as its (day, night) pair."""
    tokens = {}
    for name, value in DECLARATION.findall(TOKENS):
        colours = re.findall(r"#[0-9a-f]{6}", value)
        tokens[name] = (colours[0], colours[-1])
    return tokens


def luminance(colour: str) -> float:
    """WCAG's relative luminance, 0 for black to 1 for white."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_known_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("words", "surface"), WORDS_ON)
def test_words_can_be_read(words: str, surface: str, theme: int) -> None:
    tokens = read_tokens()
    assert contrast(tokens[words][theme], tokens[surface][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("edge", "surface"), EDGES_ON)
def test_edges_and_shapes_can_be_seen(edge: str, surface: str, theme: int) -> None:
    tokens = read_tokens()
    assert contrast(tokens[edge][theme], tokens[surface][theme]) >= 3
