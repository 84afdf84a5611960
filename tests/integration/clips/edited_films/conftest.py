"""A client with two films, a moment of each, and a board of both."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.clips import make_clip
from tests.factories.edited_films import make_chosen_moment, make_edited_film
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.integration.clips.edited_films.scene import TITLE, Scene


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    supervisor = make_supervisor()
    family = make_client(make_enrolment(supervisor=supervisor))
    clips = (make_clip(make_cycle(family)), make_clip(make_cycle(family)))
    moments = (
        make_chosen_moment(clips[0], 10, 20, TITLE),
        make_chosen_moment(clips[1], 5, 30),
    )
    film = make_edited_film(family, *moments)
    trainee = family.enrolment.person
    sign_in(client, trainee)
    return Scene(family, clips, moments, film, trainee, supervisor)
