"""Whatever an address, a form or a browser says about where to go next, the portal leads to itself alone."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.wrappers import Response

from tests.conventions.access_table import TABLE
from tests.conventions.test_access import HEADERS, build_address
from tests.conventions.world import World, build_world
from tests.factories.people import carry_token, make_supervisor, sign_in

HERE = "http://localhost/"
STRANGE = "https://evil.example/"
NAMES_OF_PLACES = ("next", "url", "return", "redirect", "back", "came_from")
"""What addresses and forms call the page to go to."""

CONTROLS = "".join(map(chr, range(0x21)))

PIECES = st.sampled_from(
    ["/", "//", "\\", "\t", "\n", "\r", " ", "\x0b", "@", ":", "?", "#", ".", "..", "%2f", "%5c", "%09", ";", "&",
     "evil.example", "localhost", "https:", "http:", "HTTPS:", "javascript:", "data:", "x"]
)  # fmt: skip


def go(location: str) -> str:
    """Where a browser goes: it drops what cannot be seen and takes a backslash for a slash."""
    seen = re.sub(r"[\t\n\r]", "", location.strip(CONTROLS)).replace("\\", "/")
    scheme, colon, rest = seen.partition(":")
    if colon and scheme.lower() in {"http", "https"}:
        seen = f"{scheme}://{rest.lstrip('/')}"
    elif seen.startswith("//"):
        seen = "//" + seen.lstrip("/")
    return urljoin(HERE, seen)


def leads_here(location: str) -> bool:
    place = urlsplit(go(location))
    return (place.scheme, place.netloc) == ("http", "localhost")


OWN_CONTENT = ("data:image/svg+xml;base64,", "data:text/plain;charset=utf-8,")
"""A picture inside a page, and a text to download: they lead nowhere, and a text runs nothing."""


def list_links(answer: Response) -> list[str]:
    """Where the page's links lead and its forms go; no page of the portal names another site."""
    if answer.mimetype != "text/html":
        return []
    page = answer.get_data(as_text=True)
    links = [unescape(link) for link in re.findall(r'(?:href|action|src)="([^"#]+)', page)]
    return [link for link in links if not link.startswith(OWN_CONTENT)]


@pytest.mark.parametrize(
    "location", ["//evil.example", "/\t/evil.example", "\\\\evil.example", "https:evil.example", " //evil.example",
                 "http:///evil.example", "/\\evil.example", "javascript:alert(1)", "http://localhost@evil.example"]
)  # fmt: skip
def test_a_browser_would_leave_for(location: str) -> None:
    assert not leads_here(location)


@pytest.fixture
def signed_in(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_supervisor())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.lists(PIECES, max_size=6).map("".join))
@example("//evil.example/%2f..")
@example("/\\/evil.example")
def test_coming_in_leads_to_no_other_site(signed_in: FlaskClient, place: str) -> None:
    answer = signed_in.get("/sign-in", query_string={"next": place})
    assert answer.status_code in {302, 400}
    assert leads_here(answer.location or "/"), f"{place!r} led to {answer.location!r}"


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


@pytest.mark.parametrize(
    ("persona", "strange"),
    [
        ("signed_out", STRANGE),
        ("owner", "//evil.example/"),
        ("own_supervisor", "/\\evil.example"),
        ("administrator", STRANGE),
    ],
)
def test_no_endpoint_leads_to_another_site(
    app: Flask, world: World, persona: str, strange: str
) -> None:
    wrong = []
    for method, endpoint in sorted(TABLE):
        client = carry_token(app.test_client())
        if persona != "signed_out":
            sign_in(client, world.people[persona])
        address = build_address(app, world, method, endpoint)
        places = dict.fromkeys(NAMES_OF_PLACES, strange)
        headers = {**HEADERS.get(endpoint.split(".")[0], {}), "Referer": strange}
        is_form = method == "POST" and endpoint.split(".")[0] != "uploads"
        with client.open(
            address,
            method=method,
            query_string=places,
            data=places if is_form else None,
            headers=headers,
        ) as answer:
            places_named = [answer.location or "/", *list_links(answer)]
            wrong += [f"{method} {endpoint}: {p}" for p in places_named if not leads_here(p)]
    assert not wrong, "\n".join(wrong)
