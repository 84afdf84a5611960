"""A film that is still being sent when the right to it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.sign_ins.models import SignIn
from app.cases.models import Purpose
from app.clips.models import ClipState
from app.clips.playback import long_answers
from app.clips.playback.long_answers import PlayingOver
from app.core import clock
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.clips import Audience, withdraw_consent
from tests.integration.clips.playback.conftest import FILM, open_film

MIB = 1024 * 1024

Ending = Callable[[Audience], object]


@pytest.fixture
def asked_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before every piece, as if each took longer to send than the time after which is asked again."""
    monkeypatch.setattr(long_answers, "ASKED_EVERY_S", 0.0)


def begin_film(client: FlaskClient, audience: Audience, role: str) -> Iterator[bytes]:
    """The pieces of a film in one answer, the first of them already taken."""
    viewing = open_film(client, audience, audience.find_person(role))
    pieces = iter(client.get(f"{viewing}/film").iter_encoded())
    assert next(pieces) == FILM[:MIB]
    return pieces


def withdraw_vig(audience: Audience) -> None:
    withdraw_consent(audience.client, Purpose.VIG)


def withdraw_supervision(audience: Audience) -> None:
    withdraw_consent(audience.client, Purpose.SUPERVISION)


def end_supervision(audience: Audience) -> None:
    audience.supervision.end()


def close_films(audience: Audience) -> None:
    audience.owner.films_closed_until = clock.now().replace(year=9000)


def take_film_away(audience: Audience) -> None:
    audience.clip.state = ClipState.FAILED


def end_sign_ins(_audience: Audience) -> None:
    db.session.execute(sa.update(SignIn).values(ended_at=clock.now()))


def leave(audience: Audience) -> None:
    audience.owner.active = False


@pytest.mark.usefixtures("asked_always")
@pytest.mark.parametrize(
    ("role", "end_right"),
    [
        ("owner", withdraw_vig),
        ("owner", close_films),
        ("owner", take_film_away),
        ("owner", end_sign_ins),
        ("owner", leave),
        ("supervisor", withdraw_supervision),
        ("supervisor", end_supervision),
    ],
)
def test_a_right_that_ends_in_the_middle_cuts_the_answer(
    client: FlaskClient, audience: Audience, role: str, end_right: Ending
) -> None:
    threads = threading.active_count()
    pieces = begin_film(client, audience, role)
    end_right(audience)
    db.session.commit()
    with pytest.raises(PlayingOver):
        next(pieces)
    assert threading.active_count() == threads


@pytest.mark.usefixtures("asked_always")
@pytest.mark.parametrize("role", ["owner", "supervisor", "reviewer"])
def test_whoever_still_may_gets_the_whole_film(
    client: FlaskClient, audience: Audience, role: str
) -> None:
    pieces = begin_film(client, audience, role)
    assert b"".join(pieces) == FILM[MIB:]


def test_a_quick_answer_asks_the_database_nothing_more(
    client: FlaskClient, audience: Audience, count_queries: CountQueries
) -> None:
    pieces = begin_film(client, audience, "owner")
    with count_queries() as sent:
        assert b"".join(pieces) == FILM[MIB:]
    assert sent == []
