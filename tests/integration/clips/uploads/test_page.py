"""What the page that sends a film says before any script has run."""

from __future__ import annotations

import pytest
from flask import Flask, g, render_template_string

from app.cases.models import Cycle, FilmKind
from tests.html import read_page

PAGE = """{% extends "layouts/page.html" %}{% block title %}Cycle{% endblock %}
{% block content %}{% for kind in kinds %}{% include "clips/_upload.html" %}{% endfor %}{% endblock %}"""


def test_both_films_can_be_sent_from_one_page(app: Flask, cycle: Cycle) -> None:
    with app.test_request_context():
        g.csp_nonce = "nonce"
        html = render_template_string(PAGE, cycle=cycle, kinds=list(FilmKind), nav_items=[])
    page = read_page(html)
    parts = [part for part in page.iter("div") if "data-upload" in part.keys()]  # noqa: SIM118  # an Element is no dict
    assert [part.get("data-kind") for part in parts] == ["interaction", "shared_review"]
    assert {part.get("data-endpoint") for part in parts} == {"/uploads"}
    assert {part.get("data-cycle") for part in parts} == {str(cycle.uuid)}


@pytest.mark.parametrize("words", ["Up to 4.0 GB", "Its name is not sent", "needs a browser"])
def test_the_limits_are_said_before_anything_is_sent(app: Flask, cycle: Cycle, words: str) -> None:
    with app.test_request_context():
        assert words in render_template_string(
            PAGE, cycle=cycle, kinds=[FilmKind.INTERACTION], nav_items=[]
        )
