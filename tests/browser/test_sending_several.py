"""A trainee sends several films from one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.clips.device_copies.models import CopyAnswer, DeviceCopyAnswer
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.films_to_send import make_long_film
from tests.browser.sending_page import MIB, SendingPage, enter, finish_reading
from tests.factories.films import make_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser


@pytest.fixture
def trainee(running_portal: RunningPortal) -> Person:
    """With two cycles of one client, none of them filmed."""
    with running_portal.app.app_context():
        enrolment = make_enrolment()
        client = make_client(enrolment)
        client.code = f"BEECH-{enrolment.id}"
        make_cycle(client)
        make_cycle(client, filmed_on=date(2026, 3, 12))
        db.session.commit()
        db.session.refresh(enrolment.person)
        db.session.expunge(enrolment.person)
        return enrolment.person


@pytest.fixture
def sending(
    open_window: Callable[[], Page], running_portal: RunningPortal, trainee: Person
) -> SendingPage:
    """The page, opened."""
    return SendingPage(enter(open_window(), running_portal, trainee)).open()


def test_three_films_arrive_one_after_another(
    sending: SendingPage, running_portal: RunningPortal, tmp_path: Path, check_page: Check
) -> None:
    running_portal.start_worker()
    check_page(sending.page)
    first = make_long_film(tmp_path / "first.mp4", 6 * MIB)
    second = make_film(tmp_path / "second.mp4", codec="mpeg4")
    third = make_film(tmp_path / "third.webm", codec="vp9", audio="libopus")
    sending.slow_down()
    sending.choose(first, second, third)
    expect(sending.page.get_by_role("button", name="Send the film")).to_be_disabled()
    sending.place("first.mp4", "cycle 1, interaction")
    sending.place("second.mp4", "cycle 1, film of the shared review")
    taken = sending.find_card("third.webm").locator("option", has_text="cycle 1, interaction")
    assert taken.is_disabled()
    sending.place("third.webm", "cycle 2, interaction")
    check_page(sending.page)
    sending.send("Send 3 films")
    sending.expect_words(sending.find_card("second.mp4"), "Waiting for its turn")
    check_page(sending.page)
    for name in ("first.mp4", "second.mp4", "third.webm"):
        card = sending.find_card(name)
        sending.expect_words(card, "The film has arrived")
        expect(card.get_by_role("link", name="Open the film")).to_be_visible(timeout=40_000)
    sending.expect_nothing_kept()
    assert sending.count_rows() == (0, 0)
    answer = sending.find_card("first.mp4").get_by_role("button", name="Deleted")
    expect(answer).to_be_visible(timeout=60_000)
    check_page(sending.page)
    answer.click()
    thanks = sending.find_card("first.mp4").get_by_text("Look into your device’s bin as well")
    expect(thanks).to_be_focused()
    with running_portal.app.app_context():
        given = db.session.scalars(sa.select(DeviceCopyAnswer.answer)).all()
    assert given == [CopyAnswer.DELETED]


def test_the_only_place_left_is_chosen_and_a_new_cycle_is_started_beside_the_films(
    sending: SendingPage, tmp_path: Path
) -> None:
    films = [
        make_film(tmp_path / f"{name}.mp4", seconds=0.5 + n / 10) for n, name in enumerate("abcd")
    ]
    sending.choose(*films[:3])
    for film, half in zip(films, ("1, inter", "1, film", "2, inter"), strict=False):
        sending.place(film.name, f"cycle {half}")
    sending.choose(films[3])
    chosen = sending.find_card("d.mp4").locator("option:checked")
    expect(chosen).to_contain_text("cycle 2, film of the shared review")
    sending.page.get_by_role("button", name="Start a new cycle").click()
    expect(sending.page.locator("[data-sending-message]")).to_contain_text("The cycle is there")
    expect(chosen).to_contain_text("cycle 2, film of the shared review")
    sending.place("d.mp4", "cycle 3, interaction")
    sending.send("Send 4 films")
    for film in films:
        sending.expect_words(sending.find_card(film.name), "The film has arrived")


def test_what_is_no_film_or_has_no_room_is_refused_with_its_name(
    sending: SendingPage, tmp_path: Path
) -> None:
    disguised = tmp_path / "paper.mp4"
    disguised.write_bytes(b"%PDF-1.7 and more")
    sending.choose(disguised)
    message = sending.page.locator("[data-sending-message]")
    expect(message).to_contain_text("paper.mp4: This is not a film.")
    sending.page.locator("[data-sending]").evaluate("root => (root.dataset.left = 1000)")
    sending.choose(make_film(tmp_path / "film.mp4"))
    expect(message).to_contain_text("there is room for 0.0 MB more among your films")
    expect(sending.cards).to_have_count(0)


def test_a_film_that_is_cancelled_is_read_no_further(sending: SendingPage, tmp_path: Path) -> None:
    reader = sending.choose_and_hold(make_long_film(tmp_path / "long.mp4", 12 * MIB), piece=3)
    card = sending.find_card("long.mp4")
    card.get_by_role("button", name="Cancel").click()
    card.get_by_role("button", name="Yes, cancel").click()
    sending.expect_words(card, "Cancelled.")
    sending.expect_nothing_kept()
    assert finish_reading(reader) == 3


def test_a_copy_is_called_kept_only_once_a_new_tab_would_find_it(
    sending: SendingPage, tmp_path: Path
) -> None:
    reader = sending.choose_and_hold(make_long_film(tmp_path / "long.mp4", 3 * MIB), piece=3)
    card = sending.find_card("long.mp4")
    sending.hold_rows()
    assert finish_reading(reader) == 3
    kept = card.locator("[data-upload-kept]")
    expect(kept).to_contain_text("A sealed copy is being made in this browser, 99 %.")
    assert not sending.may_be_left()
    sending.release_rows()
    sending.expect_kept(card)
    assert sending.may_be_left()
    context = sending.page.context
    sending.page.close()
    again = SendingPage(context.new_page()).open()
    again.expect_kept(again.cards.first)


def test_a_film_that_is_cancelled_leaves_nothing_here_and_frees_its_place(
    sending: SendingPage, tmp_path: Path
) -> None:
    sending.slow_down(2)
    sending.choose(make_long_film(tmp_path / "long.mp4", 12 * MIB))
    sending.place("long.mp4", "cycle 1, interaction")
    sending.send("Send the film")
    card = sending.find_card("long.mp4")
    sending.expect_share(card, "^[1-9]")
    card.get_by_role("button", name="Cancel").click()
    card.get_by_role("button", name="Yes, cancel").click()
    sending.expect_words(card, "What had been sent is removed")
    sending.expect_nothing_kept()
    sending.choose(make_film(tmp_path / "other.mp4"))
    sending.place("other.mp4", "cycle 1, interaction")
    sending.send("Send the film")
    sending.expect_words(sending.find_card("other.mp4"), "The film has arrived")
