"""People's words as HTML: what they meant is kept, what could harm is not."""

from __future__ import annotations

import pytest

from app.templating import render_markdown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# What I learnt\nI wait.", "<h3>What I learnt</h3>\n<p>I wait.</p>\n"),
        ("## One\n### Two\n# Three", "<h3>One</h3>\n<h4>Two</h4>\n<h3>Three</h3>\n"),
        ("###### Small", "<h3>Small</h3>\n"),
        ("Strengths\n---------\n* waiting", "<h3>Strengths</h3>\n<ul>\n<li>waiting</li>\n</ul>\n"),
        ("# <b onclick=x>Bold</b>", "<h3>&lt;b onclick=x&gt;Bold&lt;/b&gt;</h3>\n"),
        ("# [here](https://example.org)", "<h3>here</h3>\n"),
        ("#hashtag", "<p>#hashtag</p>\n"),
        (None, ""),
    ],
)
def test_headings_stay_below_those_of_the_page(typed: str | None, shown: str) -> None:
    assert str(render_markdown(typed)) == shown
