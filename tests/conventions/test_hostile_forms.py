"""Whatever is sent in whichever field, the portal answers in words and never with an error of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Connection

from app.extensions import db
from tests.conventions.access_table import TABLE
from tests.conventions.test_access import HEADERS, build_address
from tests.conventions.world import World, build_world
from tests.factories.people import sign_in

VALUES = (
    "", "x" * 5000, "-1", "9" * 40, "NaN", "1e309", "2026-02-30", "0001-01-01", "9999-12-31", str(uuid4()),
    "\u202e\u200b\ufeff\U000e0041", "a\r\nBcc: evil@example.org", "[1, {}]", "=cmd|'/c calc'!A1", "' OR 1=1 --",
    "%s%(x)s{0.__class__}",
)  # fmt: skip

TURNS = 4
SHARES = 3
"""One test takes every third address, so that none runs for minutes."""


def deal(names: list[str], turn: int) -> dict[str, str]:
    """A value for each field, another one in each turn."""
    return {name: VALUES[(place * 7 + turn * 5) % len(VALUES)] for place, name in enumerate(names)}


def list_names(app: Flask, world: World, persona: str) -> set[str]:
    """The name of every field on every page that the persona sees."""
    client = sign_in(app.test_client(), world.people[persona])
    names = set()
    for method, endpoint in TABLE:
        if method == "GET":
            with client.get(build_address(app, world, method, endpoint)) as answer:
                if answer.mimetype == "text/html":
                    names |= set(re.findall(r'name="([\w.-]+)"', answer.get_data(as_text=True)))
    return names - {"csrf_token", "viewport"}


@contextmanager
def undoing() -> Iterator[None]:
    """Whatever a request did, the next one finds the world as it was."""
    db.session.commit()
    before = cast("Connection", db.engines[None]).begin_nested()
    yield
    db.session.rollback()
    before.rollback()
    db.session.expire_all()


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("persona", ["owner", "own_supervisor", "administrator"])
def test_no_field_of_no_form_breaks_the_portal(
    app: Flask, world: World, persona: str, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    names = sorted(list_names(app, world, persona))
    assert len(names) > 10
    wrong, seen = [], Counter[int]()
    for method, endpoint in sorted(TABLE)[share::SHARES]:
        for turn in range(TURNS if method != "GET" else 1):
            client = sign_in(app.test_client(), world.people[persona])
            sent = deal(names, turn)
            address = build_address(app, world, method, endpoint)
            with (
                undoing(),
                client.open(
                    address,
                    method=method,
                    data=None if method == "GET" else sent,
                    query_string=sent if method == "GET" else None,
                    headers=HEADERS.get(endpoint.split(".")[0]),
                ) as answer,
            ):
                seen[answer.status_code] += 1
                if answer.status_code >= 500:
                    wrong.append(f"{method} {endpoint}, turn {turn}")
    assert not wrong, "\n".join(wrong)
    assert seen[422] > 5, seen  # most of it did reach a form
