"""What weighs most asks for a fresh proof, also what is built tomorrow."""

from __future__ import annotations

import re

from flask import Flask

from app.confirmation import FRESH_ENDPOINTS, PLAYING_ENDPOINTS
from tests.conventions.test_access import list_requests

WEIGHTY = re.compile(
    r"\.create_(?:export|problem_list|viewing|screening|visit|decision|role)$"
    r"|^factors\.create_"
    r"|^security\.wan_register_response$"
    r"|^people\.update_person$"
)
"""Leaving lists, a family's film, a word on the register, and everything that changes what proves somebody."""


def test_what_weighs_most_asks_for_a_fresh_proof(app: Flask) -> None:
    weighty = {
        endpoint
        for method, endpoint in list_requests(app)
        if method != "GET" and WEIGHTY.search(endpoint)
    }
    assert len(weighty) > 5
    assert weighty <= FRESH_ENDPOINTS.keys(), weighty - FRESH_ENDPOINTS.keys()


def test_what_plays_is_closed_to_a_sign_in_in_which_no_film_was_opened(app: Flask) -> None:
    playing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.arguments & {"viewing_uuid", "screening_uuid"}
        or rule.endpoint == "visits.show_film"
    }
    assert playing == PLAYING_ENDPOINTS
