"""Whatever people call themselves and whatever they write, no page takes it for its own markup."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.core.base import Base
from app.extensions import db
from tests.conventions.access_table import TABLE
from tests.conventions.test_access import HEADERS, build_address
from tests.conventions.world import World, build_world
from tests.factories.people import carry_token, sign_in

HOSTILE = """"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*'7' }}' &lt;b&gt;"""
"""Ends an attribute, brings a script and a handler, speaks to the template, and is half escaped already."""

SHOWN = ("<script>alert(1)", "<img src=x", "7777777", "onerror=alert(1)>{{")
"""What stands on a page that took it for markup."""

OF_THE_PORTAL = {"alembic_version", "job", "audit_event", "audit_seal", "sealer_lease", "role"}
"""Tables that hold no words of people."""

OF_PROGRAMS = re.compile(
    r"time_zone|password|key|hash|secret|totp|codes|uniquifier|content_type|path|template|extensions|device|sha256|fingerprint"
)
"""Columns that the portal alone writes."""

SHORTEST = 60


def is_free_text(column: sa.Column[str]) -> bool:
    length = getattr(column.type, "length", None) or SHORTEST
    is_text = type(column.type) in {sa.String, sa.Text} and length >= SHORTEST
    is_bound = column.unique or column.foreign_keys or column.primary_key
    return is_text and not is_bound and not OF_PROGRAMS.search(column.name)


def list_columns() -> list[sa.Column[str]]:
    """Every column that words of people fit into."""
    return [
        column
        for table in Base.metadata.sorted_tables
        if table.name not in OF_THE_PORTAL
        for column in table.columns
        if is_free_text(column)
    ]


def write_everywhere(words: str) -> list[str]:
    """Put the words into every row of every such column whose constraints let them; answers where."""
    connection, written = db.session.connection(), []
    for column in list_columns():
        length = getattr(column.type, "length", None)
        try:
            with connection.begin_nested():
                connection.execute(sa.update(column.table).values({column.name: words[:length]}))
        except DBAPIError:
            continue
        written.append(f"{column.table.name}.{column.name}")
    return written


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


@pytest.mark.slow
@pytest.mark.parametrize("persona", ["signed_out", "owner", "own_supervisor", "administrator"])
def test_no_page_takes_peoples_words_for_markup(app: Flask, world: World, persona: str) -> None:
    """The strict reading of every page, in the client itself, finds what this list does not."""
    written = write_everywhere(HOSTILE)
    assert {"person.full_name", "person.known_as"} <= set(written)
    db.session.commit()
    wrong = []
    for method, endpoint in sorted(TABLE):
        client = carry_token(app.test_client())
        if persona != "signed_out":
            sign_in(client, world.people[persona])
        address = build_address(app, world, method, endpoint)
        with client.open(
            address, method=method, headers=HEADERS.get(endpoint.split(".")[0])
        ) as answer:
            if answer.mimetype == "text/html":
                page = answer.get_data(as_text=True)
                wrong += [f"{method} {endpoint}: {sign}" for sign in SHOWN if sign in page]
            assert answer.status_code < 500, f"{method} {endpoint}"
    assert not wrong, "\n".join(wrong)
