"""The portal's own source, parsed once: what the laws are read from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file with its tree; ``name`` is dotted, such as ``app.feedback.services``."""

    path: Path
    name: str
    tree: ast.Module
    lines: int

    @property
    def kind(self) -> str:
        """The file's own name: services, queries, routes and so on."""
        return self.path.stem

    def functions(self) -> Iterator[Function]:
        """Every function and method of the file, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def public_functions(self) -> Iterator[Function]:
        """The functions other files may call."""
        for node in self.tree.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield node


@cache
def read_modules(folder: Path = APP) -> tuple[Module, ...]:
    """All Python files below a folder."""
    return tuple(
        Module(
            path=path,
            name=".".join(path.relative_to(ROOT).with_suffix("").parts),
            tree=ast.parse(text := path.read_text()),
            lines=len(text.splitlines()),
        )
        for path in sorted(folder.rglob("*.py"))
    )


@cache
def read_templates() -> tuple[tuple[Path, int], ...]:
    """All templates with their number of lines."""
    return tuple(
        (path, len(path.read_text().splitlines())) for path in sorted(TEMPLATES.rglob("*.html"))
    )


def measure_function(function: Function) -> int:
    """Lines of a function's body as written, without decorators and docstring."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return 0
    return (function.end_lineno or 0) - body[0].lineno + 1
