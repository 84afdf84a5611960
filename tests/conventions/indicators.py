"""The table of indicators that `make check` prints. Those that are laws fail in `test_shape`, not here."""

from __future__ import annotations

import ast
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.conventions.source import ROOT, measure_function, read_modules, read_templates

WINDOW = 6
"""Lines that two places must share, one after the other, to count as duplicated."""


def find_p90(values: Sequence[int]) -> int:
    """The value that nine of ten do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.9) - 1] if values else 0


def measure_duplicates(folder: Path) -> float:
    """The share of code lines that stand in a run of `WINDOW` equal lines elsewhere, in percent."""
    places: dict[tuple[str, ...], list[tuple[Path, int]]] = defaultdict(list)
    total = 0
    for module in read_modules(folder):
        code = [
            (number, stripped)
            for number, line in enumerate(module.path.read_text().splitlines())
            if (stripped := line.strip()) and not stripped.startswith(("#", "import ", "from "))
        ]
        total += len(code)
        for start in range(len(code) - WINDOW + 1):
            window = tuple(text for _, text in code[start : start + WINDOW])
            if sum(len(text) for text in window) > 60:
                places[window].append((module.path, code[start][0]))
    doubled = {
        (path, number + offset)
        for found in places.values()
        if len(found) > 1
        for path, number in found
        for offset in range(WINDOW)
    }
    return 100 * len(doubled) / max(total, 1)


def count_lines(folder: Path) -> int:
    """Lines of Python below a folder."""
    return sum(module.lines for module in read_modules(folder))


def count_inner_imports() -> int:
    """Imports that stand inside functions."""
    return sum(
        isinstance(node, ast.Import | ast.ImportFrom)
        for module in read_modules()
        for function in module.functions()
        for node in ast.walk(function)
    )


def print_indicators() -> None:
    """Print the table, each line with the limit of the house."""
    modules = read_modules()
    functions = [measure_function(f) for m in modules for f in m.functions()]
    handlers = [measure_function(f) for m in modules if m.kind == "routes" for f in m.functions()]
    templates = [lines for _, lines in read_templates()]
    files = [module.lines for module in modules]
    code, tests = count_lines(ROOT / "app"), count_lines(ROOT / "tests")
    rows = (
        ("file length p90 / longest", f"{find_p90(files)} / {max(files)}", "≤ 180 / ≤ 300"),
        (
            "function length p90 / longest",
            f"{find_p90(functions)} / {max(functions)}",
            "≤ 18 / ≤ 40",
        ),
        ("route handler p90 / longest", f"{find_p90(handlers)} / {max(handlers)}", "≤ 15"),
        ("imports inside functions", str(count_inner_imports()), "0"),
        ("duplicate lines", f"{measure_duplicates(ROOT / 'app'):.2f} %", "≤ 0.5 %"),
        ("template p90 / longest", f"{find_p90(templates)} / {max(templates)}", "≤ 80 / ≤ 150"),
        ("test : code lines", f"{tests / code:.2f} ({tests} : {code})", "1.3 – 2.2"),
    )
    for name, ours, limit in rows:
        sys.stdout.write(f"{name:32} {ours:>24}   {limit}\n")


if __name__ == "__main__":
    print_indicators()
