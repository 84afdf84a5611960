"""An erased film leaves no seconds on boards, no stills, and no gap where it was."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.cases.models import Purpose
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.films import film_store
from app.clips.keeping.services import order_erasure
from app.clips.models import ErasureReason
from app.clips.stills.models import Still
from app.core.actor import SYSTEM
from app.drafts.models import Draft
from app.extensions import db
from app.retention.family_words import forget_family_words
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.factories.stills import make_still

WorkOff = Callable[[], int]


def list_places(film_id: int) -> list[tuple[int, str]]:
    rows = db.session.query(FilmPart).filter_by(edited_film_id=film_id).order_by("position")
    return [(part.position, part.words) for part in rows]


def test_its_seconds_leave_every_board_and_its_stills_the_store(
    client: FlaskClient, work_off: WorkOff
) -> None:
    family = make_client(make_enrolment())
    going, staying = make_clip(make_cycle(family)), make_clip(make_cycle(family))
    gone, kept = make_chosen_moment(going, title="gone"), make_chosen_moment(staying, title="kept")
    film = make_edited_film(family, gone, gone, kept)
    card = add_card_to(film, "And you?")
    card.position, film.parts[2].position = 3, 4
    part_uuid = film.parts[0].uuid
    db.session.add(
        Draft(person_id=family.enrolment.person_id, key=f"part/{part_uuid}/words", body="she waits")
    )
    make_still(going, 10)
    still = make_still(staying, 11)
    film_id, folder = film.id, f"films/{going.uuid}"
    order_erasure(SYSTEM, going, ErasureReason.WRONG_FILM)
    db.session.commit()
    work_off()
    assert list_places(film_id) == [(1, "And you?"), (2, "kept")]
    assert db.session.scalars(sa.select(Still.id)).all() == [still.id]
    assert not list(film_store().list_films(folder))
    assert db.session.query(Draft).count() == 0


def test_what_was_written_to_be_shown_to_a_family_goes_with_their_yes(app: Flask) -> None:
    family = make_client(make_enrolment())
    film = make_edited_film(family)
    card = add_card_to(film, "What did you feel?")
    person_id = family.enrolment.person_id
    for key in (
        f"edited-film/{film.uuid}/card",
        f"edited-film/{family.uuid}/new-title",
        f"part/{card.uuid}/words",
    ):
        db.session.add(Draft(person_id=person_id, key=key, body="unsent"))
    withdraw_consent(family, Purpose.VIG)
    assert forget_family_words(SYSTEM, family)
    db.session.commit()
    assert db.session.scalars(sa.select(EditedFilm.title)).all() == [""]
    assert list_places(film.id) == [(1, "")]
    assert db.session.query(Draft).count() == 0
