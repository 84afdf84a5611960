"""What other programs were broken into by, and what this one therefore does not do at all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conventions.source import APP, ROOT, TEMPLATES, Module, read_modules

SCRIPTS = sorted((APP / "static" / "js").glob("*.js"))

FORBIDDEN_MODULES = {
    "pickle": "runs what it reads: keep data as columns or JSON",
    "marshal": "runs what it reads: keep data as columns or JSON",
    "shelve": "runs what it reads: keep data as columns or JSON",
    "yaml": "settings come from the environment, data from the database",
    "xml": "reads entities from elsewhere: no feature takes XML",
    "lxml": "reads entities from elsewhere: no feature takes XML",
    "ldap3": "people are known to the portal alone",
    "requests": "the server asks nobody but its database, its store and its mail server",
    "httpx": "the server asks nobody but its database, its store and its mail server",
    "urllib.request": "the server asks nobody but its database, its store and its mail server",
    "http.client": "the server asks nobody but its database, its store and its mail server",
    "telnetlib": "the server asks nobody but its database, its store and its mail server",
    "ftplib": "the server asks nobody but its database, its store and its mail server",
}

ALLOWED_MODULES = {
    ("app.clips.annotations.files.eaf_file", "xml"): "writes ELAN's files and reads none",
    (
        "app.clips.annotations.imports.reading.eaf_document",
        "xml",
    ): "the name of its error alone: defusedxml reads",
}
"""The few places that need one of them, and why they may."""

FORBIDDEN_CALLS = {
    "eval": "runs text as a program",
    "exec": "runs text as a program",
    "compile": "runs text as a program",
    "render_template_string": "templates are files: people's text is only ever shown by one",
    "populate_obj": "name the fields a service takes: a form must not reach the others",
    "md5": "broken: use SHA-256",
    "sha1": "broken: use SHA-256",
    "ECB": "shows equal parts as equal",
    "_create_unverified_context": "trusts everybody's server",
    "system": "goes through a shell: start a child from a list",
    "popen": "goes through a shell: start a child from a list",
    "mktemp": "somebody else may make the file first",
}

FORBIDDEN_READS = {
    ("request", "values"): "mixes address and form, so that one can stand in for the other",
    ("request", "url_root"): "is whatever the browser says: use the settings' public_url",
    ("request", "host_url"): "is whatever the browser says: use the settings' public_url",
    ("request", "base_url"): "is whatever the browser says: use the settings' public_url",
}

GUESSABLE = {"random"}
"""Numbers that can be foretold: for invented people only."""

TALK = r"postMessage|onmessage"
OF_ALL = r"__proto__|\.prototype\b"
FORBIDDEN_IN_SCRIPTS = {
    r"\.innerHTML\b": "text becomes markup: use textContent or replaceChildren",
    r"\.outerHTML\s*=[^=]": "text becomes markup: use replaceWith",
    r"insertAdjacentHTML": "text becomes markup: use insertAdjacentElement",
    r"document\.write": "text becomes markup",
    r"\beval\(|new Function\(": "runs text as a program",
    r"set(?:Timeout|Interval)\(\s*[\"'`]": "runs text as a program",
    TALK: "windows of the portal do not talk to others",
    OF_ALL: "changes what every object is",
    r"https?://(?!www\.w3\.org/2000/svg)": "a script asks nobody but the portal",
    r"document\.cookie": "the only cookie is none of a script's business",
}

ALLOWED_IN_SCRIPTS = {
    ("upload_vault.js", TALK): "speaks to the worker that it started itself",
    ("upload_worker.js", OF_ALL): "looks whether the browser can, and changes nothing",
    ("upload_worker.js", TALK): "speaks to the page that started it",
}


def list_calls(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield f".{node.func.attr}"


def list_imports(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def is_below(name: str, parent: str) -> bool:
    return name == parent or name.startswith(f"{parent}.")


def test_no_module_is_used_that_runs_reads_or_asks_what_it_is_told() -> None:
    found = {
        f"{module.name} imports {name}: {why}"
        for module in read_modules()
        for name in list_imports(module)
        for forbidden, why in FORBIDDEN_MODULES.items()
        if is_below(name, forbidden) and (module.name, forbidden) not in ALLOWED_MODULES
    }
    assert not found, "\n".join(sorted(found))


def test_nothing_is_called_that_others_were_broken_into_by() -> None:
    found = {
        f"{module.name} calls {call}: {why}"
        for module in read_modules()
        for call in list_calls(module)
        for forbidden, why in FORBIDDEN_CALLS.items()
        if call in {forbidden, f".{forbidden}"} and call != ".compile"
    }
    assert not found, "\n".join(sorted(found))


def test_what_a_browser_says_is_read_from_one_place_at_a_time() -> None:
    found = {
        f"{module.name} reads {node.value.id}.{node.attr}: {why}"
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        for (owner, attribute), why in FORBIDDEN_READS.items()
        if (node.value.id, node.attr) == (owner, attribute)
    }
    assert not found, "\n".join(sorted(found))


def test_only_invented_people_come_from_numbers_that_can_be_foretold() -> None:
    found = {
        module.name
        for module in read_modules()
        if GUESSABLE & set(list_imports(module))
        if not module.name.startswith("app.demonstration.")
    }
    assert not found, f"use `secrets`: {found}"


def test_sql_is_never_put_together_from_text() -> None:
    found = {
        f"{module.name}:{node.lineno}"
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in {"text", "literal_column"}
        if isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") in {"sa", "sqlalchemy"}
        if not (node.args and isinstance(node.args[0], ast.Constant))
    }
    assert not found, f"write it with SQLAlchemy's expressions: {found}"


def test_no_format_is_taken_from_outside() -> None:
    """``"…".format(…)`` and ``NAME.format(…)`` of a constant; anything else may be somebody's text."""
    found = {
        f"{module.name}:{node.lineno}"
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"format", "format_map"}
        if isinstance(node.func, ast.Attribute) and not is_constant(node.func.value)
    }
    assert not found, f"a format is a constant: {found}"


def is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.name))
def test_a_script_makes_no_markup_and_asks_nobody_else(path: Path) -> None:
    words = re.sub(r"^\s*(?://|\*|/\*).*$", "", path.read_text(), flags=re.MULTILINE)
    found = [
        why
        for pattern, why in FORBIDDEN_IN_SCRIPTS.items()
        if re.search(pattern, words) and (path.name, pattern) not in ALLOWED_IN_SCRIPTS
    ]
    assert not found, found


def test_no_page_loads_anything_from_elsewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in TEMPLATES.rglob("*.html")
        for link in re.findall(r'(?:src|href)="(?:https?:)?//[^"]*', path.read_text())
        if "emails" not in path.parts
    ]
    assert not found, f"serve it yourself: {found}"
