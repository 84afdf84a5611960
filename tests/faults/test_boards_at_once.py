"""Several windows change one board at the same moment: no gap, no twin, and no part is lost."""

from __future__ import annotations

import random
import threading
from uuid import uuid4

import pytest
from flask import Flask

from app.clips.edited_films.models import FilmPart
from app.extensions import db
from tests.factories.clips import make_clip
from tests.factories.edited_films import make_chosen_moment, make_edited_film
from tests.factories.people import make_enrolment, sign_in
from tests.factories.practice import make_client, make_cycle

pytestmark = pytest.mark.faults

WINDOWS = 4
ROUNDS = 6


def test_windows_that_add_and_move_at_once_leave_one_order(portal: Flask) -> None:
    with portal.app_context():
        family = make_client(make_enrolment())
        moment = make_chosen_moment(make_clip(make_cycle(family)))
        film = make_edited_film(family, moment, moment, moment)
        film_id, address = film.id, f"/edited-films/{film.uuid}"
        parts = [part.uuid for part in film.parts]
        added = {"kind": "moment", "moment": str(moment.uuid)}
        browsers = [sign_in(portal.test_client(), family.enrolment.person) for _ in range(WINDOWS)]
        db.session.remove()
    together = threading.Barrier(WINDOWS)
    answers: list[int] = []

    def work(window: int) -> None:
        chance = random.Random(window)
        for _ in range(ROUNDS):
            together.wait()
            place = {"position": str(chance.randint(1, 9))}
            moved = browsers[window].post(f"/parts/{chance.choice(parts)}/position", data=place)
            sent = added | place | {"uuid": str(uuid4())}
            answers.append(moved.status_code)
            answers.append(browsers[window].post(f"{address}/parts", data=sent).status_code)

    windows = [threading.Thread(target=work, args=(window,)) for window in range(WINDOWS)]
    for thread in windows:
        thread.start()
    for thread in windows:
        thread.join()
    assert answers == [303] * WINDOWS * ROUNDS * 2
    with portal.app_context():
        rows = db.session.query(FilmPart).filter_by(edited_film_id=film_id).order_by("position")
        positions = [part.position for part in rows]
        db.session.remove()
    assert positions == list(range(1, 3 + WINDOWS * ROUNDS + 1))
