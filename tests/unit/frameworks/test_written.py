"""The buttons of a draft, and what two versions say differently."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.frameworks.comparing import Change, ChangeKind, compare
from app.frameworks.written import Written, WrittenItem, WrittenPrinciple, change


def make(**principles: str) -> Written:
    """A ladder in short: the sign of each principle with its items, one letter each; an item's lineage is its letter."""
    return Written(
        tuple(
            WrittenPrinciple(
                code, f"Principle {code}", tuple(WrittenItem(x, UUID(int=ord(x))) for x in items)
            )
            for code, items in principles.items()
        ),
        5000,
    )


def read(written: Written) -> dict[str, str]:
    return {p.code: "".join(item.words for item in p.items) for p in written.principles}


LADDER = make(BA="abc", EI="d")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("up:1", {"EI": "d", "BA": "abc"}),
        ("down:0", {"EI": "d", "BA": "abc"}),
        ("up:0", {"BA": "abc", "EI": "d"}),
        ("out:0", {"EI": "d"}),
        ("up:0:2", {"BA": "acb", "EI": "d"}),
        ("down:0:0", {"BA": "bac", "EI": "d"}),
        ("down:0:2", {"BA": "abc", "EI": "d"}),
        ("out:0:1", {"BA": "ac", "EI": "d"}),
        ("keep", {"BA": "abc", "EI": "d"}),
        ("out:9", {"BA": "abc", "EI": "d"}),
        ("out:0:9", {"BA": "abc", "EI": "d"}),
        ("burn:0", {"BA": "abc", "EI": "d"}),
        ("out:x", {"BA": "abc", "EI": "d"}),
    ],
)
def test_a_button_does_what_it_says_and_nothing_else(action: str, expected: dict[str, str]) -> None:
    changed = change(LADDER, action)
    assert list(read(changed).items()) == list(expected.items())


def test_an_added_item_waits_at_the_end_for_its_words() -> None:
    added = change(LADDER, "add:1").principles[1].items
    assert [item.words for item in added] == ["d", ""]
    assert added[1].lineage not in {item.lineage for item in LADDER.principles[0].items}


@given(st.text(st.sampled_from("updownaddt:0123"), max_size=12))
def test_no_button_loses_what_it_does_not_leave_out(action: str) -> None:
    before, after = read(LADDER), read(change(LADDER, action))
    if not action.startswith("out"):
        assert sorted("".join(after.values())) == sorted("".join(before.values()))


def test_two_equal_versions_have_no_differences() -> None:
    assert compare(LADDER, LADDER) == []


def test_every_difference_is_told_once() -> None:
    after = make(EI="ed", BA="ca", XX="f")
    reworded = replace(after.principles[0], name="Encouraging", items=after.principles[0].items)
    after = Written((reworded, *after.principles[1:]), 4500)
    assert compare(make(BA="abc", EI="d", YY="g"), after) == [
        Change("The ladder", ChangeKind.REWORDED, "Principle EI", "Encouraging"),
        Change("Encouraging", ChangeKind.ADDED, after="e"),
        Change("Principle BA", ChangeKind.LEFT_OUT, before="b"),
        Change("Principle BA", ChangeKind.MOVED),
        Change("The ladder", ChangeKind.ADDED, after="Principle XX"),
        Change("Principle XX", ChangeKind.ADDED, after="f"),
        Change("The ladder", ChangeKind.LEFT_OUT, before="Principle YY"),
        Change("The ladder", ChangeKind.MOVED),
        Change("An initiative waits", ChangeKind.REWORDED, "5 seconds", "4.5 seconds"),
    ]


def test_other_words_of_the_same_item_are_a_rewording() -> None:
    item = replace(LADDER.principles[1].items[0], words="D")
    after = replace(
        LADDER, principles=(LADDER.principles[0], replace(LADDER.principles[1], items=(item,)))
    )
    assert compare(LADDER, after) == [Change("Principle EI", ChangeKind.REWORDED, "d", "D")]
