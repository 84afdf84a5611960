"""After what comes first people go on to where they were going, and never to a strange site."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.onward import read_onward


@pytest.mark.parametrize("asked", ["/", "/pathway", "/notifications?page=2", "/clips/1#at"])
def test_a_page_of_the_portal_is_gone_on_to(asked: str) -> None:
    assert read_onward(asked) == asked


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "",
        "pathway",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
    ],
)
def test_anything_else_leads_to_the_first_page(asked: str | None) -> None:
    assert read_onward(asked) == "/"


@given(st.text(st.sampled_from("/\\:.@?#\t\n ehtps"), max_size=20))
def test_no_address_leaves_the_portal(asked: str) -> None:
    onward = urljoin("https://portal.example/agreements", read_onward(asked))
    assert urlsplit(onward).netloc == "portal.example"
