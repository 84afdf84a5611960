"""One component on an otherwise empty page, read as strictly as a browser allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from jinja2 import Environment, FileSystemLoader

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[3] / "templates"), autoescape=True
)


def render(component: str, *arguments: object, **named: object) -> Element:
    """The body of a page that holds nothing but the component; drawings lose their XML namespace."""
    macro: Any = getattr(TEMPLATES.get_template(f"components/{component}.html").module, component)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(f"<!doctype html><title>-</title>{macro(*arguments, **named)}")
    for element in page.iter():
        element.tag = element.tag.split("}")[-1]
    body = page.find("body")
    assert body is not None
    return body


def words(element: Element) -> str:
    """What the element says, with single spaces."""
    return " ".join("".join(element.itertext()).split())
