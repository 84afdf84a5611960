"""The way from the course to the award, at every point of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.home.pathway.ladder import Journey, Rung, build_ladder
from app.home.pathway.picture import build_rings
from app.pathways.models import Measure, ReviewKind, Stage
from app.progress.tally import BroughtForwardTally, Minimum, Progress, Tally

FIRST = Stage(
    id=1,
    position=1,
    name="First half",
    description="",
    review_kind=ReviewKind.MIDPOINT,
    review_name="Mid-point review",
)
SECOND = Stage(
    id=2,
    position=2,
    name="Second half",
    description="",
    review_kind=ReviewKind.ACCREDITATION,
    review_name="Accreditation",
)
STAGES = [FIRST, SECOND]
PROGRESS = Progress(
    {1: Tally(9, 3, 300), 2: Tally(2, 1, 255)},
    (
        Minimum(Measure.CYCLES, 18),
        Minimum(Measure.CLIENTS, 6),
        Minimum(Measure.SUPERVISION_MINUTES, 900, is_guide=True),
    ),
)
START = Journey(date(2025, 2, 14), date(2025, 3, 3), FIRST)
HALFWAY = replace(START, current=SECOND, met_on={1: date(2025, 9, 1)})


def draw(rungs: list[Rung]) -> str:
    """The states as one letter each."""
    return "".join(rung.state[0] for rung in rungs)


@pytest.mark.parametrize(
    ("journey", "states"),
    [
        (START, "ddcaaaa"),
        (replace(START, has_open_review=True), "ddccaaa"),
        (HALFWAY, "ddddcaa"),
        (replace(HALFWAY, met_on={}), "ddddcaa"),
        (replace(HALFWAY, has_open_review=True), "ddddcca"),
        (
            replace(HALFWAY, met_on={1: date(2025, 9, 1), 2: date(2026, 5, 1)}, award_number="7"),
            "ddddddd",
        ),
        (replace(START, current=None), "ddaaaaa"),
    ],
)
def test_the_ladder_shows_where_somebody_is(journey: Journey, states: str) -> None:
    assert draw(build_ladder(journey, STAGES, PROGRESS)) == states


@pytest.mark.parametrize(
    ("journey", "ways"),
    [
        (START, ["Mid-point review: asking"]),
        (replace(START, has_open_review=True), ["Mid-point review: review"]),
        (HALFWAY, []),
        (replace(HALFWAY, has_open_review=True), ["Accreditation: review"]),
        (replace(START, current=None), []),
    ],
)
def test_the_midpoint_is_offered_by_agreement_and_gated_by_no_number(
    journey: Journey, ways: list[str]
) -> None:
    rungs = build_ladder(journey, STAGES, Progress())
    assert [f"{rung.title}: {rung.leads_to}" for rung in rungs if rung.leads_to] == ways


@pytest.mark.parametrize(("cycles", "is_offered"), [(8, False), (9, True)])
def test_accreditation_is_offered_with_the_minimums_in_sight_though_hours_are_a_guide(
    cycles: int, is_offered: bool
) -> None:
    progress = replace(PROGRESS, by_stage={1: Tally(9, 3, 300), 2: Tally(cycles, 3, 0)})
    rung = build_ladder(HALFWAY, STAGES, progress)[-2]
    assert (rung.leads_to == "asking") is is_offered


def test_each_rung_says_its_fact() -> None:
    details = [rung.detail for rung in build_ladder(HALFWAY, STAGES, PROGRESS)]
    assert details == [
        "14 February 2025",
        "3 March 2025",
        "nine cycles with three clients",
        "1 September 2025",
        "11 of 18 cycles · 4 of 6 clients · 9 h 15 of about 15 h",
        "with a different supervisor",
        "certificate, number, register",
    ]


def test_rings_speak_their_numbers() -> None:
    rings = build_rings(PROGRESS, SECOND)
    assert [(ring.label, ring.shown, ring.minimum) for ring in rings] == [
        ("Cycles", "11 / 18", 18),
        ("Clients", "4 / 6", 6),
        ("Supervision", "9 h 15", 900),
    ]
    assert rings[2].sentence == "Supervision: 9 h 15 of about 15 h"


def test_rings_without_minimums_show_the_number_alone() -> None:
    rings = build_rings(Progress({1: Tally(2, 1, 60)}), FIRST)
    assert [(ring.shown, ring.minimum) for ring in rings] == [
        ("2", None),
        ("1", None),
        ("1 h", None),
    ]


def test_a_stage_from_before_the_portal_is_said_to_be_brought_forward() -> None:
    before = BroughtForwardTally(2, whole=Tally(9, 3, 300), in_stage=Tally())
    progress = replace(PROGRESS, by_stage={2: Tally(2, 1, 255)}, brought_forward=before)
    assert build_ladder(HALFWAY, STAGES, progress)[2].detail == "brought forward"
