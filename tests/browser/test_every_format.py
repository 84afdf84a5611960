"""Every make of film, prepared as the portal prepares films, as Chromium shows it: upright, in sync, exact."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page

from app.accounts.models import Person
from app.clips.processing.orders import PROCESS_CLIP, REVIEW_CLIP
from app.extensions import db, unit_of_work
from app.jobs.attempts import carry_out
from app.jobs.claims import claim_next
from app.worker import load_tasks
from tests.browser.windows import sign_in_window
from tests.factories.clips import send_film
from tests.factories.films import FilmShelf
from tests.factories.format_matrix import MATRIX, Cell
from tests.factories.frame_numbers import (
    CELL,
    CHECK_BITS,
    COLUMNS,
    CORNERS,
    LEFT,
    NUMBER_BITS,
    PATCH,
    TOP,
    check_of,
)
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.jobs import LEASE
from tests.servers import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

WATCH = Path(__file__).with_name("watching_films.js").read_text().split("\n", 1)[1].rstrip()
GEOMETRY = {
    "bits": NUMBER_BITS + CHECK_BITS,
    "columns": COLUMNS,
    "left": LEFT,
    "top": TOP,
    "cell": CELL,
    "patch": PATCH,
}
JUMPS = 6
COLOUR_WITHIN = 24
"""Of 255: browsers show the primaries of old television a little differently, as they should."""
HEARD_WITHIN_S = 0.1
BEFORE_BEEP_S = 0.3


def prepare_all(portal: RunningPortal, films: FilmShelf) -> tuple[Person, list[UUID]]:
    """Send a film of each cell as one trainee, and prepare them all; answers who, and the clips in their order."""
    load_tasks()
    with portal.app.app_context():
        enrolment = make_enrolment()
        client = make_client(enrolment)
        uuids = [send_film(cell.take(films), make_cycle(client)).uuid for cell in MATRIX]
        person = enrolment.person
        db.session.refresh(person)
        db.session.expunge_all()
        for claim in iter(claim_film, None):
            carry_out(claim, LEASE)
    return person, uuids


def claim_film() -> Any:
    """The next film to open or to copy; what is made afterwards is not watched here."""
    with unit_of_work():
        return claim_next([PROCESS_CLIP, REVIEW_CLIP], LEASE)


def begin_viewings(portal: RunningPortal, person: Person, uuids: list[UUID]) -> Iterator[str]:
    browser = portal.open_browser(person)
    for uuid in uuids:
        answer = browser.post(f"{portal.url}/clips/{uuid}/viewings")
        assert answer.status_code == 201, answer.text
        yield answer.headers["Location"].removesuffix("/film")


def test_chromium_shows_every_make_of_film_upright_in_sync_and_exact(
    running_portal: RunningPortal, open_window: Callable[[], Page], films: FilmShelf
) -> None:
    person, uuids = prepare_all(running_portal, films)
    page = open_window()
    sign_in_window(page, running_portal, person)
    page.goto("/code-of-conduct")
    wrong: dict[str, list[str]] = {}
    viewings = begin_viewings(running_portal, person, uuids)
    for cell, viewing in zip(MATRIX, viewings, strict=True):
        jumps = [random.Random(f"{cell.name} {turn}").random() for turn in range(JUMPS)]
        listened = cell.beep_at - BEFORE_BEEP_S if cell.has_sound else None
        order = {"viewing": viewing, "jumps": [0, *jumps, 0.999], "geometry": GEOMETRY}
        seen = page.evaluate(WATCH, order | {"from": listened})
        if faults := list(judge(cell, seen)):
            wrong[cell.name] = faults
    assert not wrong


def judge(cell: Cell, seen: dict[str, Any]) -> Iterator[str]:
    """What is not as it was filmed."""
    width, height = seen["size"]
    if width <= height:
        yield f"lies on its side: {width} x {height}"
    yield from judge_frames(cell.list_numbers(), seen)
    for (right, bottom), painted in CORNERS.items():
        shown = seen["corners"][bottom][right]
        if not is_true(cell, painted, shown):
            yield f"corner {right, bottom} is {shown}, not {painted}"
    if cell.has_sound and abs((seen["heard"] or 99.0) - cell.beep_at) > HEARD_WITHIN_S:
        yield f"the beep is heard at {seen['heard']}, not {cell.beep_at}"


def judge_frames(expected: list[int], seen: dict[str, Any]) -> Iterator[str]:
    """Each jump must show the frame jumped to."""
    if seen["count"] != len(expected):
        yield f"{seen['count']} frames, not {len(expected)}"
        return
    for frame, code in seen["codes"]:
        number, check = divmod(code, 1 << CHECK_BITS)
        if (number, check) != (expected[frame], check_of(number)):
            yield f"frame {frame} shows {number}, not {expected[frame]}"


def is_true(cell: Cell, painted: tuple[int, ...], shown: list[int]) -> bool:
    """Whether a corner has the colour it was painted in; of a picture brighter than screens are, the hue."""
    if not cell.is_bright:
        pairs = zip(painted, shown, strict=True)
        return all(abs(one - other) <= COLOUR_WITHIN for one, other in pairs)
    if len(set(painted)) == 1:
        return max(shown) - min(shown) <= COLOUR_WITHIN
    return shown.index(max(shown)) == painted.index(max(painted))
