"""Everything stands where it is looked for, is found by those who need it, and leads one way."""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter

from flask import Flask

from app.worker import load_tasks
from tests.conventions.source import APP, ROOT, TEMPLATES, Module, read_modules

RANKS = {
    "models": 0,
    "policies": 1,
    "queries": 2,
    "services": 3,
    "forms": 4,
    "tasks": 5,
    "routes": 5,
}
"""The order in which the files of one feature import each other: only lower ranks, and forms nothing that reads."""

UNKNOWN_TO_FORMS = {"queries", "services"}


def list_imports(module: Module) -> set[str]:
    """The portal's own modules that this one imports, by their full names."""
    known = {other.name for other in read_modules()}
    named = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return named & known


def imports_upwards(importer: Module, imported: str) -> bool:
    """Whether a file of a feature imports one of the same feature that builds upon it."""
    feature, kind = imported.split(".")[1], imported.rpartition(".")[2]
    if importer.name.split(".")[1] != feature or not {importer.kind, kind} <= RANKS.keys():
        return False
    if importer.kind == "forms" and kind in UNKNOWN_TO_FORMS:
        return True
    return RANKS[kind] > RANKS[importer.kind]


def test_the_files_of_a_feature_import_in_one_order() -> None:
    upwards = [
        f"{module.name} imports {imported}"
        for module in read_modules()
        for imported in sorted(list_imports(module))
        if imports_upwards(module, imported)
    ]
    assert not upwards, (
        f"models < policies < queries < services < routes; forms read nothing: {upwards}"
    )


def test_no_module_needs_itself_round_a_corner() -> None:
    graph = {module.name: list_imports(module) for module in read_modules()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)  # CycleError names it


def test_every_page_is_answered_by_a_file_of_routes(app: Flask) -> None:
    elsewhere = {
        f"{endpoint}: {view.__module__}"
        for endpoint, view in app.view_functions.items()
        if view.__module__.startswith("app.") and not view.__module__.endswith(".routes")
    }
    assert not elsewhere, f"handlers stand in routes.py: {elsewhere}"


def test_every_file_of_routes_is_registered(app: Flask) -> None:
    known = {blueprint.import_name for blueprint in app.blueprints.values()}
    forgotten = {module.name for module in read_modules() if module.kind == "routes"} - known
    assert not forgotten, f"add the blueprint to BLUEPRINTS in app/__init__.py: {forgotten}"


def test_the_worker_finds_every_file_of_tasks() -> None:
    load_tasks()
    forgotten = {
        module.name for module in read_modules() if module.kind == "tasks"
    } - sys.modules.keys()
    assert not forgotten, f"a folder on the way has no __init__.py: {forgotten}"


def test_every_folder_of_code_is_a_package() -> None:
    folders = {
        module.path.parent for folder in (APP, ROOT / "tests") for module in read_modules(folder)
    }
    bare = [str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists()]
    assert not bare, f"without __init__.py neither the contracts nor the worker look inside: {bare}"


def test_every_template_is_used(app: Flask) -> None:
    words = "\n".join(
        path.read_text()
        for folder, ending in ((APP, "py"), (TEMPLATES, "html"), (TEMPLATES, "txt"))
        for path in folder.rglob(f"*.{ending}")
    )
    settings = {value for value in app.config.values() if isinstance(value, str)}
    unused = [
        name
        for path in sorted(TEMPLATES.rglob("*.*"))
        if not is_named(name := str(path.relative_to(TEMPLATES)), words) and name not in settings
    ]
    assert not unused, f"nothing shows them: {unused}"


def is_named(template: str, words: str) -> bool:
    """Whether the source names a template: pages in full, letters and documents without what all of them share."""
    folder, _, rest = template.partition("/")
    shortened = {"emails": rest.rpartition(".")[0], "documents": rest}
    return any(f'"{name}"' in words for name in (template, shortened.get(folder, template)))
