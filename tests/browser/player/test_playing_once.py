"""A moment that is played from the list: its frames and no other, and the film stands at its last one."""

from __future__ import annotations

import uuid

import pytest

from app.clips.models import Clip
from app.extensions import db
from tests.browser.player.conftest import PROBE, OpenFilm, Screen, SendFilm
from tests.factories.edited_films import make_chosen_moment
from tests.factories.films import make_film
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

MOMENTS = {"She waits": (33, 51), "He answers": (70, 96)}
"""The second ends with the film."""


@pytest.fixture(scope="module")
def screen(
    send_numbered: SendFilm,
    open_film: OpenFilm,
    running_portal: RunningPortal,
    tmp_path_factory: pytest.TempPathFactory,
) -> Screen:
    """The page of the moments of a film; the film itself is not open yet."""
    path = tmp_path_factory.mktemp("numbered") / "film.mp4"
    film = send_numbered(
        make_film(path, seconds=4, size=(320, 180), fps="24000/1001", numbered=True)
    )
    assert film.frames.count == MOMENTS["He answers"][1]
    with running_portal.app.app_context():
        name = uuid.UUID(film.address.rpartition("/")[2])
        clip = db.session.query(Clip).filter_by(uuid=name).one()
        for title, (start, end) in MOMENTS.items():
            make_chosen_moment(clip, start, end, title)
        db.session.commit()
    screen = open_film(film)
    screen.page.goto(f"{film.address}/moments")
    screen.page.evaluate(PROBE)
    return screen


@pytest.mark.parametrize("title", MOMENTS)
@pytest.mark.parametrize("late_ms", [0, 50])
def test_a_moment_plays_to_its_last_frame_and_no_further(
    screen: Screen, title: str, late_ms: int
) -> None:
    """Also where word of each picture comes late, as on a busy machine."""
    start, end = MOMENTS[title]
    screen.ask("tellLate", late_ms)
    for _ in range(2):
        told = screen.ask("playMoment", title)
        assert set(told["seen"]) <= set(range(start, end))
        assert told["seen"][-1] == told["painted"] == told["said"] == end - 1


def test_a_moment_that_is_left_plays_on_as_any_film(screen: Screen) -> None:
    """Whoever goes elsewhere while it plays has left it."""
    _, end = MOMENTS["She waits"]
    screen.ask("tellLate", 0)
    told = screen.ask("leaveMoment", {"name": "She waits", "goTo": end - 3, "beyond": end + 5})
    assert told["state"] == "playing"
    assert max(number for number in told["seen"] if number is not None) >= end + 5
