"""The office at its organisations."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.core.actor import Actor, RoleName
from tests.factories.people import make_administrator, sign_in


@pytest.fixture
def administrator(app: Flask) -> Person:
    """Somebody of the office."""
    return make_administrator()


@pytest.fixture
def office(administrator: Person) -> Actor:
    """The same as services see them."""
    return Actor(administrator.id, frozenset({RoleName.ADMINISTRATOR}))


@pytest.fixture
def desk(app: Flask, administrator: Person) -> FlaskClient:
    """Their browser."""
    return sign_in(app.test_client(), administrator)
