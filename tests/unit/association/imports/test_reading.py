"""One line read as a member, or refused cell by cell in words that say what to do."""

from __future__ import annotations

from datetime import date

import pytest

from app.accounts.profiles.models import ChoiceKind
from app.association.imports.catalogue import Catalogue
from app.association.imports.cells import (
    AddressReader,
    CellUnreadable,
    read_address,
    read_day,
    read_number,
    read_roles,
)
from app.association.imports.members import Member
from app.association.imports.reading import TAKEN_OVER, LineReader
from app.core import clock
from app.core.actor import RoleName
from app.pathways.models import (
    Measure,
    Pathway,
    PathwayVersion,
    Requirement,
    ReviewKind,
    Stage,
)
from app.trainees.brought_forward.position import Work
from tests.factories.member_lists import PRACTITIONER, SUPERVISOR, TRAINEE, Cells


def build_version(name: str, stages: int, number: int = 1, *, by_stage: bool) -> PathwayVersion:
    key = (10 if by_stage else 20) + number
    version = PathwayVersion(id=key, number=number, pathway=Pathway(name=name, slug=name.lower()))
    version.stages = [
        Stage(
            id=key * 10 + position,
            version_id=key,
            position=position,
            name=f"Stage {position}",
            review_kind=ReviewKind.TRANSITION,
        )
        for position in range(1, stages + 1)
    ]
    stage_id = version.stages[0].id if by_stage else None
    version.requirements = [Requirement(measure=Measure.CYCLES, minimum=6, stage_id=stage_id)]
    return version


STAGES = build_version("Three-stage pathway", 3, by_stage=True)
NEWER = build_version("Three-stage pathway", 3, 2, by_stage=True)
WHOLE = build_version("Mid-point pathway", 2, by_stage=False)
CATALOGUE = Catalogue(
    [STAGES, NEWER, WHOLE],
    WHOLE,
    {kind: {f"some {kind.value}": number} for number, kind in enumerate(ChoiceKind, start=1)},
)


def read(member: Cells) -> tuple[Member | None, list[str]]:
    """The member, and the columns that are refused."""
    reader = LineReader(
        {k: str(v) for k, v in member.items() if v != ""}, CATALOGUE, AddressReader()
    )
    return reader.read_member(), [problem.column for problem in reader.problems]


def read_well(member: Cells) -> Member:
    found, problems = read(member)
    assert found is not None, problems
    return found


def test_a_trainee_with_everything_is_read() -> None:
    member = read_well(TRAINEE | {"pathway": "three-stage pathway v1"})
    training = member.training
    assert training is not None
    assert training.version is STAGES
    assert (training.course_on, training.registered_on) == (date(2024, 1, 26), date(2024, 2, 5))
    assert training.supervisor == "jo.lindqvist@example.org"
    position = training.position
    assert position is not None
    assert position.stage is STAGES.stages[1]
    assert (position.whole, position.in_stage) == (Work(10, 4, 660), Work(4, 2, 180))
    assert position.covers_until == date(2025, 8, 31)


@pytest.mark.parametrize(
    ("changed", "version"),
    [
        ({}, NEWER),
        ({"pathway": "Three-stage pathway, version 1"}, STAGES),
        ({"pathway": ""}, WHOLE),
    ],
)
def test_a_pathway_without_a_number_is_its_newest_version(
    changed: Cells, version: PathwayVersion
) -> None:
    training = read_well({**TRAINEE, **changed}).training
    assert training is not None
    assert training.version is version


def test_a_new_trainee_brings_nothing_forward() -> None:
    words = ("reviews", "cycles", "clients", "minutes", "stage_cycles", "stage_clients")
    training = read_well(TRAINEE | dict.fromkeys([*words, "stage_minutes"], "")).training
    assert training is not None
    assert training.position is None


def test_everything_of_a_first_stage_was_done_in_it() -> None:
    line = TRAINEE | {"reviews": "", "stage_cycles": "", "covers_until": "", "evidence": ""}
    training = read_well(line).training
    assert training is not None
    assert training.position is not None
    assert training.position.in_stage == training.position.whole
    assert training.position.covers_until == clock.today()
    assert training.position.evidence == TAKEN_OVER


@pytest.mark.parametrize(
    "line", [{"stage": "2", "reviews": ""}, {"stage": "stage 2", "reviews": "1"}, {"stage": ""}]
)
def test_the_stage_is_said_by_its_name_its_number_or_the_reviews_passed(line: Cells) -> None:
    training = read_well({**TRAINEE, **line}).training
    assert training is not None
    assert training.position is not None
    assert training.position.stage.position == 2


def test_parts_of_a_stage_are_needed_only_where_the_pathway_counts_stage_by_stage() -> None:
    bare = TRAINEE | {"stage_cycles": "", "stage_clients": "", "stage_minutes": ""}
    assert read(bare)[1] == ["stage_cycles", "stage_clients", "stage_minutes"]
    training = read_well(bare | {"pathway": "Mid-point pathway"}).training
    assert training is not None
    assert training.position is not None
    assert training.position.whole == Work(10, 4, 660)


def test_a_number_makes_a_practitioner() -> None:
    member = read_well(SUPERVISOR | {"roles": "Supervisor"})
    assert member.roles == {RoleName.SUPERVISOR, RoleName.PRACTITIONER}


@pytest.mark.parametrize(
    ("member", "changed", "columns"),
    [
        (TRAINEE, {"email": ""}, ["email"]),
        (TRAINEE, {"email": "maya at example"}, ["email"]),
        (TRAINEE, {"full_name": ""}, ["full_name"]),
        (TRAINEE, {"full_name": "maya@example.org"}, ["full_name"]),
        (TRAINEE, {"full_name": "M" * 201}, ["full_name"]),
        (TRAINEE, {"roles": ""}, ["roles"]),
        (TRAINEE, {"roles": "administrator"}, ["roles"]),
        (TRAINEE, {"roles": "trainee, wizard"}, ["roles"]),
        (TRAINEE, {"supervisor": "Jo"}, ["supervisor"]),
        (TRAINEE, {"pathway": "Fast lane"}, ["pathway"]),
        (TRAINEE, {"pathway": "Three-stage pathway v9"}, ["pathway"]),
        (TRAINEE, {"registered_on": ""}, ["registered_on"]),
        (TRAINEE, {"registered_on": "2024-01-25"}, ["registered_on"]),
        (TRAINEE, {"registered_on": "2999-01-01"}, ["registered_on"]),
        (TRAINEE, {"course_on": "26.13.2023"}, ["course_on"]),
        (TRAINEE, {"reviews": "3"}, ["reviews"]),
        (TRAINEE, {"reviews": "one"}, ["reviews"]),
        (TRAINEE, {"stage": "3"}, ["stage"]),
        (TRAINEE, {"stage": "9"}, ["stage"]),
        (TRAINEE, {"cycles": "3"}, ["clients"]),
        (TRAINEE, {"cycles": "-3"}, ["cycles"]),
        (TRAINEE, {"stage_cycles": "11"}, ["stage_cycles"]),
        (TRAINEE, {"covers_until": "2024-02-04"}, ["covers_until"]),
        (TRAINEE, {"email": "", "roles": "trainee", "minutes": "x"}, ["email", "minutes"]),
        (PRACTITIONER, {"number": ""}, ["number"]),
        (PRACTITIONER, {"accredited_on": ""}, ["accredited_on"]),
        (PRACTITIONER, {"accredited_on": "1009-06-01"}, ["accredited_on"]),
        (PRACTITIONER, {"number": "9" * 61}, ["number"]),
        (PRACTITIONER, {"profession": "Astronaut"}, ["profession"]),
        (PRACTITIONER, {"employer": "x" * 201}, ["employer"]),
    ],
)
def test_a_line_is_refused_at_the_columns_that_are_wrong(
    member: Cells, changed: Cells, columns: list[str]
) -> None:
    found, problems = read({**member, **changed})
    assert found is None
    assert problems[: len(columns)] == columns


def test_lists_of_a_profile_are_found_whatever_their_capitals() -> None:
    member = read_well(PRACTITIONER | {"profession": "SOME Profession", "employer": "Trust"})
    assert (member.profile.choices, member.profile.employer) == (
        {ChoiceKind.PROFESSION: 1},
        "Trust",
    )


@pytest.mark.parametrize(
    "text",
    [
        *("2025-03-03", "03/03/2025", "3/3/2025", "3.3.2025", "03-03-2025"),
        *("3 March 2025", "3 Mar 2025", "2025-03-03 00:00:00", "2025-03-03T14:05"),
    ],
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert read_day(text) == date(2025, 3, 3)


@pytest.mark.parametrize("text", ["3/3/25", "2025", "45000", "31/02/2025", "soon", "1/13/2025"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CellUnreadable):
        read_day(text)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("7.0", 7), ("1,200", 1200)])
def test_whole_numbers_are_read(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "ten", "1e3", "999999999", "٣", "1 2", "11 h"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(CellUnreadable):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    ["trainee, supervisor", "Trainee; Supervisor", "supervisor and trainee", "trainee/supervisor"],
)
def test_several_roles_are_read(text: str) -> None:
    assert read_roles(text) == {RoleName.TRAINEE, RoleName.SUPERVISOR}


def test_addresses_are_compared_in_small_letters() -> None:
    assert read_address("Maya.Okafor@Example.ORG") == "maya.okafor@example.org"
