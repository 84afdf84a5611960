"""A film, its pictures, and everybody around it."""

from __future__ import annotations

import random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.clips.models import RenditionKind
from tests.factories.clips import Audience, make_audience, seal
from tests.factories.people import sign_in

FILM = random.Random(1).randbytes(5 * 1024 * 1024 + 77)
STILL = b"\xff\xd8 a still"
STRIP = b"\xff\xd8 a strip"


@pytest.fixture
def audience(app: Flask) -> Audience:
    """A ready clip with all its bytes, shown to its reviewer."""
    audience = make_audience()
    seal(audience.clip, RenditionKind.REVIEW, FILM)
    seal(audience.clip, RenditionKind.POSTER, STILL, "image/jpeg")
    seal(audience.clip, RenditionKind.FILMSTRIP, STRIP, "image/jpeg")
    return audience


def open_film(client: FlaskClient, audience: Audience, person: Person) -> str:
    """Begin a viewing as a script does; answers /viewings/<uuid>."""
    sign_in(client, person)
    answer = client.post(f"/clips/{audience.clip.uuid}/viewings", headers={"Accept": "text/plain"})
    assert answer.status_code == 201, answer.text
    return answer.location.removesuffix("/film")
