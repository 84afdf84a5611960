"""Every HTML answer the tests receive is read strictly: a broken page fails the test that asked for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

STYLES = Path(__file__).parents[1] / "app/static/css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BEFORE_A_BLOCK = re.compile(r"([^{}]*)\{")
CLASS = re.compile(r"\.([a-z][\w-]*)")

NAMED_FIELDS = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button"}
NOT_READ = {"readonly", "data-of-people", "data-for-everybody"}
"""What a textarea carries that holds no words about a family: what was typed before, members, a wording of the office."""


def read_page(html: str) -> Element:
    """Parse a page and check what every page must have. Raises AssertionError with what to mend."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(html)
    ids = Counter(e.get("id") for e in page.iter() if e.get("id"))
    doubled = [name for name, times in ids.items() if times > 1]
    assert not doubled, f"ids used twice: {doubled}"
    assert page.findtext("head/title", "").strip(), "the page has no title"
    _check_labels(page)
    _check_drafts(page)
    _check_words(page)
    _check_passwords(page)
    _check_policy(page)
    _check_styles(page)
    return page


@cache
def find_sheets() -> dict[str, set[str]]:
    """The names of our style sheets with rules that begin with a class, by class: what follows it is about its place."""
    sheets = defaultdict(set)
    for path in STYLES.glob("*.css"):
        for selectors in BEFORE_A_BLOCK.findall(COMMENT.sub("", path.read_text())):
            for first in filter(None, map(CLASS.search, selectors.split(","))):
                sheets[first[1]].add(path.name)
    return sheets


def _check_labels(page: Element) -> None:
    labelled = {label.get("for") for label in page.iter("label")}
    wrapped = {id(field) for label in page.iter("label") for field in label.iter()}
    for field in page.iter():
        if field.tag not in NAMED_FIELDS or field.get("type") in UNLABELLED_TYPES:
            continue
        has_name = field.get("aria-label") or field.get("aria-labelledby")
        assert field.get("id") in labelled or id(field) in wrapped or has_name, (
            f"<{field.tag} name={field.get('name')}> has no label"
        )


def _check_drafts(page: Element) -> None:
    """Whatever is long enough for a textarea is long enough to be missed."""
    for field in page.iter("textarea"):
        assert field.get("data-draft") or field.get("readonly") is not None, (
            f'<textarea name={field.get("name")}> keeps no draft: field(..., draft="<key>")'
        )


def _check_words(page: Element) -> None:
    """Whatever people write in their own words says under it what in it could identify somebody."""
    checked = {check.get("data-words-check") for check in page.iter("div")}
    for field in page.iter("textarea"):
        is_read = field.get("data-words") is not None and field.get("id") in checked
        assert is_read or any(field.get(reason) is not None for reason in NOT_READ), (
            f"<textarea name={field.get('name')}> is not read: a WordsField, shown by field(...)"
        )


def _check_passwords(page: Element) -> None:
    """Masked, known to password managers, and open to pasting and to long phrases."""
    for field in page.iter("input"):
        if "password" not in (field.get("name") or ""):
            continue
        assert field.get("type") == "password", f"{field.get('name')} can be read over a shoulder"
        known = field.get("autocomplete") in {"current-password", "new-password"}
        assert known, f"password managers do not know what {field.get('name')} is for"
        assert int(field.get("maxlength") or 1024) >= 64, f"{field.get('name')} cuts long phrases"


def _check_policy(page: Element) -> None:
    for element in page.iter():
        assert element.get("style") is None, f"<{element.tag}> has an inline style"
        inline = [name for name in element.keys() if name.startswith("on")]  # noqa: SIM118  # an Element is no dict
        assert not inline, f"<{element.tag}> has an inline script: {inline}"
    for script in page.iter("script"):
        is_data = script.get("type") in {"application/json", "importmap"}
        assert is_data or script.get("src"), "a script stands inline"
        assert is_data or script.get("nonce"), f"the script {script.get('src')} has no nonce"
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() == "post":
            names = {field.get("name") for field in form.iter("input")}
            assert "csrf_token" in names, f"the form to {form.get('action')} has no CSRF token"


def _check_styles(page: Element) -> None:
    """A part that is taken over by another page, or a sheet that is split, leaves nothing plain."""
    links = [
        link.get("href") or "" for link in page.iter("link") if link.get("rel") == "stylesheet"
    ]
    linked = {href.partition("?")[0].rpartition("/")[2] for href in links}
    names = {name for e in page.iter() for name in (e.get("class") or "").split()}
    plain = {
        name: sheets
        for name in names
        if (sheets := find_sheets().get(name, set())) and not sheets & linked
    }
    assert not plain, f"classes of style sheets that the page does not link: {plain}"
