"""What every template keeps to, so that a page can be guessed before it is opened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
STYLES = sorted((ROOT / "app/static/css").glob("*.css"))

LONGEST = 150
IMPURE = re.compile(
    r"\b(url_for|current_user|current_person|(?<!\.)csrf_token\(|get_flashed_messages|request\.|g\.|config\.)"
)
INLINE = re.compile(r"""\sstyle=|<style|\son[a-z]+=["']|javascript:""")
MACRO = re.compile(r"\{% macro ([a-z]\w*)\(")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_is_short_enough_to_be_read_at_once(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= LONGEST, f"{lines} lines: move a part into _<partial>.html or a component"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    found = INLINE.findall(path.read_text())
    assert not found, (
        f"the content policy refuses {found}: use a class, an SVG attribute or a module"
    )


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_leaves_escaping_on(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape false", path.read_text()), (
        "people's text becomes HTML in one place: the `markdown` filter"
    )


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_holds_one_macro_of_its_own_name(path: Path) -> None:
    assert MACRO.findall(path.read_text()) == [path.stem], "one public macro, named like its file"


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_says_first_what_it_takes(path: Path) -> None:
    comment = path.read_text().split("#}")[0]
    assert comment.startswith("{#-"), "open the file with a comment: arguments and when to use it"
    assert f"{path.stem}(" in comment, "the comment names the macro with its arguments"


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_knows_only_its_arguments(path: Path) -> None:
    found = IMPURE.findall(path.read_text())
    assert not found, f"{found}: let the page pass it as an argument"


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_colour_is_written_only_among_the_tokens(path: Path) -> None:
    if path.name == "tokens.css":
        return
    found = COLOUR.findall(path.read_text())
    assert not found, f"{found}: name it in tokens.css, by day and by night, and use var(--…)"
