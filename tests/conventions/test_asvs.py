"""`docs/security/asvs.md` has a row for every requirement, and what it names is there."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest

from tests.conventions.asvs import REQUIREMENTS
from tests.conventions.source import ROOT

PAGE = ROOT / "docs" / "security" / "asvs.md"
STATUSES = ("met", "partly", "not met", "not applicable")
NOTHING = "–"


class Row(NamedTuple):
    """One requirement as the page tells of it."""

    number: str
    level: str
    asks: str
    status: str
    how: str
    where: str
    test: str

    def list_files(self) -> list[str]:
        return re.findall(r"`([^`]+)`", f"{self.where} {self.test}")


@cache
def read_rows() -> tuple[Row, ...]:
    lines = [line for line in PAGE.read_text().splitlines() if re.match(r"\| \d+\.\d+\.\d+ ", line)]
    return tuple(Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines)


ROWS = read_rows()


def name_row(row: Row) -> str:
    return row.number


def test_there_are_as_many_requirements_as_the_standard_has() -> None:
    levels = Counter(REQUIREMENTS.values())
    assert (levels[1], levels[2]) == (70, 183)


def test_every_requirement_has_one_row_with_its_level_and_in_its_place() -> None:
    assert [(row.number, int(row.level)) for row in ROWS] == list(REQUIREMENTS.items())


@pytest.mark.parametrize("row", ROWS, ids=name_row)
def test_a_row_says_what_is_asked_whether_it_is_met_and_how(row: Row) -> None:
    assert row.status in STATUSES
    assert all(row), "no cell is empty; – says that there is nothing"
    assert len(row.how) > 2


@pytest.mark.parametrize("row", ROWS, ids=name_row)
def test_a_row_names_files_that_are_there(row: Row) -> None:
    gone = [name for name in row.list_files() if not (ROOT / name).is_file()]
    assert not gone, f"name where it is now: {gone}"


@pytest.mark.parametrize("row", ROWS, ids=name_row)
def test_what_is_met_in_code_is_proved_by_a_test(row: Row) -> None:
    in_documents = all(name.startswith("docs/") for name in re.findall(r"`([^`]+)`", row.where))
    if row.status == "not applicable":
        assert (row.where, row.test) == (NOTHING, NOTHING)
    elif row.status == "met":
        assert row.where != NOTHING
        assert row.test.startswith("`tests/") or in_documents, "a claim without a test is a hope"


def test_the_sums_at_the_top_are_those_of_the_rows() -> None:
    sums = Counter(row.status for row in ROWS)
    told = re.search(r"^\| \*\*all\*\* \|(.*)\|$", PAGE.read_text(), re.MULTILINE)
    assert told is not None
    numbers = [int(number) for number in re.findall(r"\d+", told.group(1))]
    assert numbers == [*(sums[status] for status in STATUSES), len(ROWS)]


def test_every_test_that_the_threats_name_is_there() -> None:
    told = (PAGE.parent / "threats.md").read_text()
    named = set(re.findall(r"`((?:unit|integration|conventions|browser|faults)/[^`]+)`", told))
    assert len(named) > 30
    assert not {name for name in named if not (ROOT / "tests" / name).exists()}
