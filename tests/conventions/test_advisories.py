"""The report about published weaknesses, which `make check` prints and nobody may take for all clear when it is silent."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.conventions import advisories
from tests.conventions.advisories import UNANSWERED, Report, ask, read_browser, read_python

WEAK = {
    "name": "jinja2",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1", "3.0"]}],
}
SOUND = {"name": "flask", "version": "3.1", "vulns": []}
UNKNOWN = {"name": "own", "skip_reason": "not found"}
NPM_COUNTS = {"metadata": {"dependencies": {"prod": 12}}}


@pytest.mark.parametrize(
    ("packages", "report"),
    [
        ([WEAK, SOUND], Report(2, 2, ("jinja2 2.0: PYSEC-1, mended in 2.1, 3.0",))),
        ([SOUND, UNKNOWN], Report(1, 2, ())),
        ([UNKNOWN, UNKNOWN], Report(0, 2, ())),
    ],
)
def test_python_packages_are_reported_by_what_is_known_of_them(
    packages: list[dict[str, Any]], report: Report
) -> None:
    assert read_python({"dependencies": packages}) == report


def test_a_weakness_that_nobody_mended_says_so() -> None:
    weak = {**WEAK, "vulns": [{"id": "PYSEC-2", "fix_versions": []}]}
    assert read_python({"dependencies": [weak]}).found == ("jinja2 2.0: PYSEC-2, not mended yet",)


def test_packages_for_the_browser_are_reported() -> None:
    weak = {"tus": {"range": "<5", "severity": "high", "fixAvailable": True}}
    answer = {"vulnerabilities": weak, **NPM_COUNTS}
    assert read_browser(answer) == Report(12, 12, ("tus <5: high, mended in a newer version",))


@pytest.mark.parametrize("report", [Report(0, 90, ()), UNANSWERED, read_browser({"message": "no"})])
def test_silence_is_not_taken_for_all_clear(report: Report) -> None:
    (line,) = report.describe("Python packages")
    assert "nobody answered" in line


def test_what_is_unknown_is_counted_beside_what_was_judged() -> None:
    assert "1 packages, 1 unknown, 0 with" in Report(1, 2, ()).describe("Python packages")[0]


@pytest.mark.parametrize(
    "code",
    ["import time; time.sleep(60)", "print('no JSON')", "print([])", "raise SystemExit(1)"],
    ids=["slow", "words", "a list", "failing"],
)
def test_a_registry_in_trouble_stops_nothing(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisories, "PATIENCE_S", 2)
    assert ask([sys.executable, "-c", code]) == {}


def test_a_machine_without_the_program_stops_nothing() -> None:
    assert ask(["no-such-program"]) == {}
