"""Every endpoint, signed out and as every persona, against the table written by hand."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.request_hooks import PUBLIC_ENDPOINTS
from tests.conventions.access_rows import PERSONAS
from tests.conventions.access_table import TABLE
from tests.conventions.world import World, build_world
from tests.factories.people import carry_token, sign_in
from tests.tus import describe_piece

UNSERVED = {
    "security.static": "Flask-Security's own style sheet, which no page of the portal loads; asks for a sign-in",
}
"""Endpoints that extensions register and no page uses, each with its reason."""

PARAMETERS_BY_ENDPOINT = {"bootstrap.static": {"filename": "css/bootstrap.min.css"}}

HEADERS = {"uploads": describe_piece(0)}
"""What the requests of a feature carry where its protocol asks for it before anything else."""


def list_requests(app: Flask) -> set[tuple[str, str]]:
    """Every method of every rule; HEAD and OPTIONS answer as GET does and are tried where they matter."""
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in UNSERVED
    }


def find_rule(app: Flask, method: str, endpoint: str) -> Rule:
    return next(r for r in app.url_map.iter_rules(endpoint) if method in (r.methods or set()))


def build_address(app: Flask, world: World, method: str, endpoint: str) -> str:
    rule = find_rule(app, method, endpoint)
    own = PARAMETERS_BY_ENDPOINT.get(endpoint) or world.by_endpoint.get(endpoint, {})
    values = {name: own.get(name, world.parameters.get(name)) for name in rule.arguments}
    missing = [name for name, value in values.items() if value is None]
    assert not missing, f"{endpoint}: give World.parameters a value for {missing}"
    built = app.url_map.bind("localhost").build(endpoint, values, method=method)
    return str(built)


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(app: Flask) -> None:
    requests = list_requests(app)
    assert requests - set(TABLE) == set(), "say in access_table.py who gets what"
    assert set(TABLE) - requests == set(), "these rows have no endpoint any more"


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_gets_exactly_what_the_table_says(app: Flask, world: World, persona: str) -> None:
    wrong = []
    for (method, endpoint), row in sorted(TABLE.items()):
        client: FlaskClient = carry_token(app.test_client())
        if persona != "signed_out":
            sign_in(client, world.people[persona])
        address = build_address(app, world, method, endpoint)
        answer = client.open(address, method=method, headers=HEADERS.get(endpoint.split(".")[0]))
        answer.close()
        expected = getattr(row, persona)
        if answer.status_code != expected:
            wrong.append(f"{method} {endpoint}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join([f"as {persona}:", *wrong])


def test_signed_out_visitors_reach_only_what_is_public() -> None:
    open_doors = {
        endpoint
        for (_, endpoint), row in TABLE.items()
        if row.signed_out not in {302, 401} and endpoint not in PUBLIC_ENDPOINTS
    }
    assert not open_doors


def test_administrators_never_reach_a_film_or_what_is_said_about_it() -> None:
    reached = {
        (method, endpoint)
        for (method, endpoint), row in TABLE.items()
        if endpoint.startswith(("clips.", "feedback.", "moments.", "turns."))
        and row.administrator not in {403, 404}
    }
    assert not reached
