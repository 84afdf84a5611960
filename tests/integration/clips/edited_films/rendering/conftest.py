"""One client's two films that can be cut, and a board of both."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.cases.models import Client
from app.clips.edited_films.models import EditedFilm, Rendering
from app.clips.models import Clip
from app.core.actor import Actor
from app.extensions import db
from tests.factories.films import FilmShelf
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.factories.renderings import make_board, make_film_to_cut


@dataclass
class Cast:
    """Whoever is around a board of two films, and the board."""

    family: Client
    clips: tuple[Clip, Clip]
    film: EditedFilm
    trainee: Person
    supervisor: Person

    @property
    def owner(self) -> Actor:
        return Actor(self.trainee.id)

    def read_renderings(self) -> list[Rendering]:
        """All of the board's, in the order they were asked for."""
        db.session.expire_all()
        wanted = sa.select(Rendering).filter_by(edited_film_id=self.film.id)
        return list(db.session.scalars(wanted.order_by(Rendering.id)))


@pytest.fixture
def cast(app: object, films: FilmShelf) -> Cast:
    supervisor = make_supervisor()
    family = make_client(make_enrolment(supervisor=supervisor))
    path = films.take(".mp4", seconds=1.0, size=(160, 90), numbered=True)
    clips = tuple(make_film_to_cut(path, make_cycle(family)) for _ in range(2))
    assert len(clips) == 2
    film = make_board(*clips)
    film.cycle = clips[0].cycle
    db.session.commit()
    return Cast(family, clips, film, family.enrolment.person, supervisor)
