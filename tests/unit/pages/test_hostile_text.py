"""What people write becomes text on a page, never markup of their own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.templating import ALLOWED_TAGS, render_markdown

OPENING = re.compile(r"<[^>]*>")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![a](https://evil.example/x.png)",
        "<https://evil.example>",
        "<p style=position:fixed>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ],
)
def test_markup_and_links_of_people_are_words(text: str) -> None:
    check_tags(str(render_markdown(text)))


@given(st.text(alphabet="<>/ap=\"'&;:*_`[]()!-\n jsvgonx", max_size=200))
def test_whatever_is_written_only_plain_tags_come_out(text: str) -> None:
    check_tags(str(render_markdown(text)))


def check_tags(html: str) -> None:
    for tag in OPENING.findall(html):
        name = tag.strip("</> ").rstrip("/").strip()
        assert name in ALLOWED_TAGS, tag
