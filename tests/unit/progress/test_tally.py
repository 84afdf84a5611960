"""What counts, held against the minimums of a pathway."""

from __future__ import annotations

import pytest

from app.pathways.models import Measure
from app.progress.tally import BroughtForwardTally, Minimum, Progress, Tally

FIRST, SECOND = 1, 2
WHOLE_PATHWAY = (
    Minimum(Measure.CYCLES, 18),
    Minimum(Measure.CLIENTS, 6),
    Minimum(Measure.SUPERVISION_MINUTES, 900, is_guide=True),
)
BY_STAGE = (
    Minimum(Measure.CYCLES, 6, stage_id=FIRST),
    Minimum(Measure.CYCLES, 9, stage_id=SECOND),
)


def test_stages_add_up_to_the_total() -> None:
    progress = Progress({FIRST: Tally(6, 2, 420), SECOND: Tally(3, 1, 90)})
    assert progress.total == Tally(9, 3, 510)
    assert progress.of_stage(SECOND) == Tally(3, 1, 90)
    assert progress.of_stage(99) == Tally()


def test_a_requirement_without_a_stage_counts_over_the_whole_pathway() -> None:
    progress = Progress({FIRST: Tally(9, 3, 400), SECOND: Tally(9, 3, 499)}, WHOLE_PATHWAY)
    for stage_id in (FIRST, SECOND):
        standings = progress.standings_in(stage_id)
        assert [(s.counted, s.is_reached) for s in standings] == [
            (18, True),
            (6, True),
            (899, False),
        ]
        assert not progress.reaches_minimums_of(stage_id)


def test_a_requirement_of_a_stage_counts_what_was_done_in_it() -> None:
    progress = Progress({FIRST: Tally(cycles=7), SECOND: Tally(cycles=8)}, BY_STAGE)
    assert [s.counted for s in progress.standings_in(FIRST)] == [7]
    assert progress.reaches_minimums_of(FIRST)
    assert not progress.reaches_minimums_of(SECOND)
    assert [s.counted for s in progress.standings] == [7, 8]


@pytest.mark.parametrize("minimums", [(), (Minimum(Measure.CYCLES, 6, stage_id=FIRST),)])
def test_a_stage_without_numbers_is_never_reached_by_numbers(minimums: tuple[Minimum, ...]) -> None:
    progress = Progress({SECOND: Tally(99, 99, 9999)}, minimums)
    assert not progress.reaches_minimums_of(SECOND)
    assert progress.find_standing(SECOND, Measure.CYCLES) is None


def test_a_minimum_of_the_stage_goes_before_one_of_the_pathway() -> None:
    progress = Progress({}, (*WHOLE_PATHWAY, *BY_STAGE))
    found = progress.find_standing(SECOND, Measure.CYCLES)
    assert found is not None
    assert found.minimum.minimum == 9


def test_what_is_brought_forward_is_added_to_totals_and_told_apart() -> None:
    before = BroughtForwardTally(SECOND, whole=Tally(10, 4, 600), in_stage=Tally(cycles=3))
    progress = Progress({SECOND: Tally(cycles=5)}, (*WHOLE_PATHWAY, *BY_STAGE), before)
    assert progress.total == Tally(15, 4, 600)
    assert progress.by_stage == {SECOND: Tally(cycles=5)}
    assert [(s.counted, s.brought_forward) for s in progress.standings] == [
        (15, 10),
        (4, 4),
        (600, 600),
        (0, 0),
        (8, 3),
    ]
