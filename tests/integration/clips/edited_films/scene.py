"""What the tests of boards share."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.models import Person
from app.cases.models import Client
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.extensions import db

TITLE = "She waits, and he looks up"


@dataclass
class Scene:
    """A client with two films, a moment of each, and a board of both."""

    family: Client
    clips: tuple[Clip, Clip]
    moments: tuple[Moment, Moment]
    film: EditedFilm
    trainee: Person
    supervisor: Person

    @property
    def page(self) -> str:
        return f"/edited-films/{self.film.uuid}"

    @property
    def parts(self) -> list[FilmPart]:
        found = db.session.query(FilmPart).filter_by(edited_film_id=self.film.id)
        return list(found.order_by(FilmPart.position))
