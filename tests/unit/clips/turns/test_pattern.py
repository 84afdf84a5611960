"""What counts as received, as a yes-cycle and as a chain, for turns nobody could have thought of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.turns.models import TurnKind
from app.clips.turns.pattern import Pattern, Step, read_pattern
from app.frameworks.parties import Party

WITHIN_MS = 5000
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from([Party.CHILD, Party.CLIENT, Party.TRAINEE]),
        st.sampled_from(TurnKind),
        st.integers(0, 60_000),
    ),
    max_size=30,
).map(lambda steps: sorted(steps, key=lambda step: step.at_ms))

SHORT = {
    "C": (Party.CHILD, TurnKind.INITIATIVE),
    "c": (Party.CHILD, TurnKind.RECEPTION),
    "A": (Party.CLIENT, TurnKind.INITIATIVE),
    "a": (Party.CLIENT, TurnKind.RECEPTION),
}


def read(turns: str, *, every_ms: int = 1000, within_ms: int = WITHIN_MS) -> Pattern:
    """The pattern of turns in short: C and A begin, c and a receive, a dot is a second in which nothing happens."""
    steps = [
        Step(*SHORT[sign], place * every_ms) for place, sign in enumerate(turns) if sign != "."
    ]
    return read_pattern(steps, within_ms)


@pytest.mark.parametrize(
    ("turns", "received", "yes_cycles", "longest"),
    [
        ("", 0, 0, 0),
        ("C", 0, 0, 0),
        ("Ca", 1, 0, 2),  # received, and nobody went on
        ("Cc", 0, 0, 0),  # nobody receives themselves
        ("CAa", 0, 0, 0),  # a bid over a bid receives nothing
        ("CCa", 1, 0, 2),  # the second bid was received, the first was not
        ("CaC", 1, 1, 3),
        ("CaA", 1, 1, 3),  # received, then a turn of their own
        ("CaAcC", 2, 2, 5),
        ("Cac", 1, 1, 3),  # a reception is received with a smile
        ("CaCaCa", 3, 2, 6),
        ("C.....a", 0, 0, 0),  # after six seconds
        ("C....aC", 1, 1, 3),  # after five seconds, which is within
        ("Ca......C", 1, 0, 2),
        ("CaC.......CaA", 2, 2, 3),
        ("ac", 0, 0, 2),
    ],
)
def test_the_rule_in_examples(turns: str, received: int, yes_cycles: int, longest: int) -> None:
    pattern = read(turns)
    assert sum(pattern.received) == received
    assert (pattern.yes_cycles, pattern.longest_chain) == (yes_cycles, longest)


def test_parties_are_counted_apart() -> None:
    counts = {count.party: count for count in read("CaCAcA").counts}
    assert (counts[Party.CHILD].initiatives, counts[Party.CHILD].received) == (2, 1)
    assert (counts[Party.CLIENT].initiatives, counts[Party.CLIENT].received) == (2, 1)


def test_a_yes_cycle_is_drawn_with_all_its_three_turns() -> None:
    assert read("CCaA").in_yes_cycle == [False, True, True, True]


@given(STEPS, st.integers(1, 20_000))
def test_numbers_never_exceed_what_was_marked(steps: list[Step], within_ms: int) -> None:
    pattern = read_pattern(steps, within_ms)
    initiatives = sum(step.kind is TurnKind.INITIATIVE for step in steps)
    assert pattern.yes_cycles <= sum(pattern.received) <= initiatives
    assert pattern.longest_chain <= len(steps)
    assert sum(count.initiatives for count in pattern.counts) == initiatives
    assert sum(count.received for count in pattern.counts) == sum(pattern.received)


@given(STEPS, st.integers(1, 20_000))
def test_whatever_is_received_was_answered_by_somebody_else_in_time(
    steps: list[Step], within_ms: int
) -> None:
    pattern = read_pattern(steps, within_ms)
    for number, is_received in enumerate(pattern.received):
        if not is_received:
            continue
        bid, answer = steps[number], steps[number + 1]
        assert answer.kind is TurnKind.RECEPTION
        assert answer.party is not bid.party
        assert answer.at_ms - bid.at_ms <= within_ms


@given(STEPS, st.integers(1, 10_000), st.integers(0, 10_000))
def test_more_time_never_takes_a_reception_away(
    steps: list[Step], within_ms: int, more_ms: int
) -> None:
    short, long = read_pattern(steps, within_ms), read_pattern(steps, within_ms + more_ms)
    pairs = zip(short.received, long.received, strict=True)
    assert all(after or not before for before, after in pairs)
    assert short.longest_chain <= long.longest_chain


@given(STEPS, st.integers(0, 100_000))
def test_the_pattern_is_the_same_wherever_in_the_film_it_stands(
    steps: list[Step], later_ms: int
) -> None:
    moved = [replace(step, at_ms=step.at_ms + later_ms) for step in steps]
    assert read_pattern(moved, WITHIN_MS) == read_pattern(steps, WITHIN_MS)


@given(STEPS)
def test_two_turns_far_apart_never_answer_each_other(steps: list[Step]) -> None:
    spread = [replace(step, at_ms=number * 10_000) for number, step in enumerate(steps)]
    pattern = read_pattern(spread, WITHIN_MS)
    assert not any(pattern.answers)
    assert pattern.longest_chain == 0
