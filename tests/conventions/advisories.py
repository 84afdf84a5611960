"""What `make check` says about published weaknesses of the packages in use. It informs, and never fails a build.

Without a line to the registries, or when they take too long, it says in one line that nobody answered.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.conventions.source import ROOT

PATIENCE_S = 30
"""How long both registries may take together: they are asked at the same time."""

PYTHON = (sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--format=json",
          "--progress-spinner=off", "--timeout=5")  # fmt: skip
BROWSER = ("npm", "audit", "--omit=dev", "--json")


@dataclass(frozen=True, slots=True)
class Report:
    """What a registry knows: how many packages it could judge, out of how many, and what it found."""

    judged: int
    asked: int
    found: tuple[str, ...]

    def describe(self, name: str) -> list[str]:
        """The lines for `make check`."""
        if self.judged == 0:
            return [f"{name:32} nobody answered: published weaknesses are unknown today"]
        unknown = f", {self.asked - self.judged} unknown" if self.asked > self.judged else ""
        words = f"{self.judged} packages{unknown}, {len(self.found)} with a published weakness"
        return [f"{name:32} {words}", *(f"  {line}" for line in self.found)]


UNANSWERED = Report(0, 0, ())


def read_python(answer: dict[str, Any]) -> Report:
    """Read the answer of pip-audit. A package that the registry does not know is not judged."""
    packages = answer["dependencies"]
    judged = [package for package in packages if "vulns" in package]
    found = [
        f"{package['name']} {package['version']}: {weakness['id']}, {_say_mended(weakness)}"
        for package in judged
        for weakness in package["vulns"]
    ]
    return Report(len(judged), len(packages), tuple(found))


def _say_mended(weakness: dict[str, Any]) -> str:
    versions = weakness.get("fix_versions") or []
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


def read_browser(answer: dict[str, Any]) -> Report:
    """Read the answer of npm."""
    if "vulnerabilities" not in answer:
        return UNANSWERED
    total = answer["metadata"]["dependencies"]["prod"]
    found = [
        f"{name} {about['range']}: {about['severity']}, "
        + ("mended in a newer version" if about["fixAvailable"] else "not mended yet")
        for name, about in answer["vulnerabilities"].items()
    ]
    return Report(total, total, tuple(found))


def ask(command: Sequence[str]) -> dict[str, Any]:
    """What the command printed as JSON; nothing when it is missing, silent or too slow."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        answer = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return {}
    return answer if isinstance(answer, dict) else {}


def print_advisories() -> None:
    """Ask both registries at once and print what they know."""
    with ThreadPoolExecutor() as pool:
        python, browser = pool.map(ask, (PYTHON, BROWSER))
    reports = {
        "Python packages": read_python(python) if "dependencies" in python else UNANSWERED,
        "packages for the browser": read_browser(browser),
    }
    for name, report in reports.items():
        sys.stdout.writelines(f"{line}\n" for line in report.describe(name))


if __name__ == "__main__":
    print_advisories()
