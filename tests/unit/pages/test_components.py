"""Components say in words what they show in shapes."""

from __future__ import annotations

import pytest

from tests.unit.pages.rendering import render, words


@pytest.mark.parametrize(
    ("value", "minimum", "dashes"),
    [(9, 18, "50.0 100"), (18, 18, "100.0 100"), (25, 18, "100.0 100"), (0, 18, None)],
)
def test_a_ring_is_drawn_to_its_share_and_never_beyond(
    value: int, minimum: int, dashes: str | None
) -> None:
    arc = render("progress_ring", "Cycles", value, minimum).find(".//circle[@class='ring-value']")
    assert (None if arc is None else arc.get("stroke-dasharray")) == dashes


@pytest.mark.parametrize(
    ("named", "spoken", "shown"),
    [
        ({"minimum": 18}, "Cycles: 11 of 18", "11 / 18"),
        ({}, "Cycles: 11", "11"),
        ({"minimum": 18, "shown": "eleven", "sentence": "Nearly there"}, "Nearly there", "eleven"),
    ],
)
def test_a_ring_speaks(named: dict[str, object], spoken: str, shown: str) -> None:
    ring = render("progress_ring", "Cycles", 11, **named)
    drawing = ring.find(".//svg")
    assert drawing is not None
    assert (drawing.get("aria-label"), words(drawing)) == (spoken, shown)


def test_a_ladder_says_where_one_stands() -> None:
    steps = [
        {"state": state, "title": state, "detail": ""} for state in ("done", "current", "ahead")
    ]
    ladder = render("pathway_steps", steps)
    current = [rung.get("aria-current") for rung in ladder.iter("li")]
    assert current == [None, "step", None]
    assert [words(p) for p in ladder.iter("p")] == [
        "Done: done",
        "Now: current",
        "To come: ahead",
    ]


def test_kinds_that_share_a_colour_differ_in_shape_and_word() -> None:
    kinds = ("strength", "question", "noticing", "working", "complete", "attention", "new")
    pills = [render("pill", kind) for kind in kinds]
    assert len({path.get("d") for pill in pills for path in pill.iter("path")}) == len(kinds)
    assert len({words(pill) for pill in pills}) == len(kinds)


@pytest.mark.parametrize(
    ("current", "last", "expected"),
    [
        (1, 1, []),
        (1, 3, [("next", "/p/2")]),
        (2, 3, [("prev", "/p/1"), ("next", "/p/3")]),
        (3, 3, [("prev", "/p/2")]),
    ],
)
def test_pages_lead_only_where_there_is_one(
    current: int, last: int, expected: list[tuple[str, str]]
) -> None:
    nav = render("pagination", current, last, lambda number: f"/p/{number}")
    assert [(a.get("rel"), a.get("href")) for a in nav.iter("a")] == expected


def test_bars_are_drawn_against_the_longest() -> None:
    bars = render(
        "bar_list",
        [{"label": "A", "value": 50}, {"label": "B", "value": 200, "shown": "200 · all"}],
    )
    assert [bar.get("width") for bar in bars.iter("rect")] == ["25.0%", "100.0%"]
    assert [words(li) for li in bars.iter("li")] == ["A 50", "B 200 · all"]


def test_bars_of_nothing_are_still_a_list() -> None:
    bars = render("bar_list", [{"label": "A", "value": 0}])
    assert [bar.get("width") for bar in bars.iter("rect")] == ["0.0%"]
    assert words(render("bar_list", [])) == ""


def test_a_missing_fact_is_said_to_be_missing() -> None:
    facts = render("definition_list", [("Filmed", None), ("Minutes", 0)])
    assert [words(dd) for dd in facts.iter("dd")] == ["not yet", "0"]


def test_a_step_without_return_asks_before_it_posts() -> None:
    confirm = render(
        "confirm", "Withdraw", "Sure?", "Yes, withdraw", "/w", "token", about="of wren"
    )
    summary, form = confirm.find(".//details/summary"), confirm.find(".//details//form")
    assert summary is not None
    assert form is not None
    assert (words(summary), form.get("method"), form.get("action")) == (
        "Withdraw of wren",
        "post",
        "/w",
    )
    token = form.find("input[@name='csrf_token']")
    assert token is not None
    assert token.get("value") == "token"


def test_a_film_without_a_still_is_described_all_the_same() -> None:
    still = render("film_still", description="Film of 3 March", waiting="Being prepared")
    drawing = still.find(".//svg")
    assert drawing is not None
    assert drawing.get("aria-label") == "Film of 3 March"
    assert words(still) == "Being prepared"


def test_people_words_never_become_markup() -> None:
    told = render("flash_messages", [("success", "<b>heron</b>")])
    assert told.find(".//b") is None
    assert words(told) == "<b>heron</b>"
