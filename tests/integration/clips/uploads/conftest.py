"""A trainee with a cycle to film, and a browser that speaks tus for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.cases.models import Client, Cycle
from app.trainees.models import Enrolment
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.tus import VERSION, describe_film, describe_piece


@pytest.fixture(autouse=True)
def _without_csrf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is tested against the real server."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)


@pytest.fixture
def enrolment(app: Flask) -> Enrolment:
    """A trainee with a supervisor."""
    return make_enrolment(supervisor=make_supervisor())


@pytest.fixture
def family(enrolment: Enrolment) -> Client:
    """A client who consented to everything."""
    return make_client(enrolment)


@pytest.fixture
def cycle(family: Client) -> Cycle:
    """A cycle of the trainee without films."""
    return make_cycle(family)


@dataclass
class Sender:
    """Sends films as one signed-in person."""

    browser: FlaskClient
    cycle: UUID

    def begin(self, length: int, **about: str) -> TestResponse:
        """Announce a film for the cycle."""
        return self.browser.post("/uploads", headers=describe_film(self.cycle, length, **about))

    def send(self, address: str, data: bytes, offset: int = 0, **checksum: str) -> TestResponse:
        """Send a piece."""
        return self.browser.patch(address, data=data, headers=describe_piece(offset, **checksum))

    def ask(self, address: str) -> TestResponse:
        """Ask how much has arrived."""
        return self.browser.head(address, headers=VERSION)

    def cancel(self, address: str) -> TestResponse:
        """Give up."""
        return self.browser.delete(address, headers=VERSION)


@pytest.fixture
def make_sender(app: Flask, cycle: Cycle) -> Callable[..., Sender]:
    """A sender for any person; ``sender`` is the trainee's own."""

    def make(person: object) -> Sender:
        return Sender(sign_in(app.test_client(), person), cycle.uuid)  # type: ignore[arg-type]

    return make


@pytest.fixture
def sender(make_sender: Callable[..., Sender], enrolment: Enrolment) -> Sender:
    """The trainee's browser."""
    return make_sender(enrolment.person)
