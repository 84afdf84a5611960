"""An invented association is the same for the same seed, and believable for every seed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.allocations.models import AllocationKind
from app.core.actor import RoleName
from app.demonstration.association import invent_association
from app.demonstration.ledger import Ledger, Row
from app.demonstration.people import MOST_LOAD
from app.demonstration.scene import PathwayPlan, Scene, StagePlan
from app.pathways.models import ReviewKind

TODAY = date(2026, 3, 2)
PLAN = PathwayPlan(
    1,
    (
        StagePlan(1, ReviewKind.MIDPOINT, cycles=9, clients=3, minutes=450),
        StagePlan(2, ReviewKind.ACCREDITATION, cycles=9, clients=3, minutes=450),
    ),
)


def invent(seed: int, people: int = 40) -> dict[str, list[Row]]:
    roles = {role: number for number, role in enumerate(RoleName, start=1)}
    scene = Scene(Random(seed), Ledger(), TODAY, roles, [PLAN])
    invent_association(scene, people)
    return scene.ledger.rows


seeds = given(seed=st.integers(0, 2**32))


@seeds
@settings(max_examples=5, deadline=None)
def test_the_same_seed_gives_the_same_association(seed: int) -> None:
    assert invent(seed) == invent(seed)


@seeds
@settings(max_examples=15, deadline=None)
def test_nothing_has_happened_after_today(seed: int) -> None:
    tomorrow = datetime(2026, 3, 3, tzinfo=UTC)
    for rows in invent(seed).values():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, datetime):
                    assert value < tomorrow
                elif isinstance(value, date) and name != "until_on":
                    assert value <= TODAY


@seeds
@settings(max_examples=15, deadline=None)
def test_no_supervisor_has_too_many_trainees_and_nobody_reviews_their_own(seed: int) -> None:
    rows = invent(seed)["allocation"]
    running = [r for r in rows if r["kind"] is AllocationKind.SUPERVISOR and r["ended_at"] is None]
    assert max(Counter(r["person_id"] for r in running).values()) <= MOST_LOAD
    pairs = {
        kind: {(r["enrolment_id"], r["person_id"]) for r in rows if r["kind"] is kind}
        for kind in AllocationKind
    }
    assert not pairs[AllocationKind.SUPERVISOR] & pairs[AllocationKind.REVIEWER]


@seeds
@settings(max_examples=15, deadline=None)
def test_every_award_has_the_cycles_clients_and_minutes_of_its_pathway(seed: int) -> None:
    rows = invent(seed)
    for award in rows["award"]:
        enrolment = award["enrolment_id"]
        cycles = [r for r in rows["completed_cycle"] if r["enrolment_id"] == enrolment]
        held = [r for r in rows["confirmed_session"] if r["enrolment_id"] == enrolment]
        assert len(cycles) >= 18
        assert len({r["client_id"] for r in cycles}) == 6
        assert sum(r["minutes"] for r in held) >= 900
        assert max(r["effective_on"] for r in cycles) <= award["effective_on"]


@seeds
@settings(max_examples=15, deadline=None)
def test_awards_reach_back_for_years_and_are_numbered_in_their_order(seed: int) -> None:
    awards = invent(seed)["award"]
    days = [award["effective_on"] for award in awards]
    assert days == sorted(days)
    assert (days[-1] - days[0]).days > 4 * 365
    assert len({award["number"] for award in awards}) == len(awards)
