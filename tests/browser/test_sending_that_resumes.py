"""A film on its way outlives its tab, its day and its line; what this browser keeps of it is sealed, and goes in time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Dialog, Page, Request, Route, expect

from app.accounts.models import Person
from app.clips.models import Clip
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.films_to_send import MARK, make_long_film
from tests.browser.sending_page import MIB, SendingPage, enter
from tests.browser.watching import Gate
from tests.counted_uploads import read_tally
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal, run_portal

pytestmark = pytest.mark.browser

SIZE = 20 * MIB + 4321
NAME = "long.mp4"


@pytest.fixture(scope="module")
def running_portal(
    prepared_data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """A portal that keeps a tally of the film bytes that reach it."""
    program = "tests.counted_uploads:CountedPortal()"
    with run_portal(tmp_path_factory.mktemp("portal"), prepared_data_dir, program) as portal:
        yield portal


@pytest.fixture
def trainee(running_portal: RunningPortal) -> Person:
    """With one cycle that waits for its films."""
    with running_portal.app.app_context():
        enrolment = make_enrolment()
        make_cycle(make_client(enrolment))
        db.session.refresh(enrolment.person)
        db.session.expunge(enrolment.person)
        return enrolment.person


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """It takes some seconds on a slow line."""
    return make_long_film(tmp_path / NAME, SIZE)


@pytest.fixture
def sending(
    open_window: Callable[[], Page], running_portal: RunningPortal, trainee: Person, film: Path
) -> SendingPage:
    """A film is on its way for twenty seconds at least, and this browser keeps it."""
    page = SendingPage(enter(open_window(), running_portal, trainee)).open()
    page.slow_down(1)
    begin(page, film)
    return page


def begin(sending: SendingPage, film: Path) -> None:
    """Send the film as the interaction film, until some of it has arrived."""
    sending.choose(film)
    sending.place(NAME, "interaction film")
    sending.send("Send the film")
    card = sending.find_card(NAME)
    sending.expect_share(card, "^([2-9]|[1-4][0-9]) % of 20 MB$")


@pytest.fixture
def announced(
    open_window: Callable[[], Page], running_portal: RunningPortal, trainee: Person, film: Path
) -> tuple[SendingPage, Route]:
    """The portal is being told of a film; it hears of it once the route goes on."""
    sending = SendingPage(enter(open_window(), running_portal, trainee)).open()
    announcing = Gate(sending.page, "**/uploads", "POST")
    sending.choose(film)
    sending.place(NAME, "interaction film")
    sending.send("Send the film")
    return sending, announcing.take()


def watch_sending(page: Page) -> list[int]:
    """How many requests carried a film at once, each time that number changes."""
    counts = [0]

    def note(request: Request, change: int) -> None:
        if request.method == "PATCH":
            counts.append(counts[-1] + change)

    page.on("request", lambda request: note(request, 1))
    page.on("requestfinished", lambda request: note(request, -1))
    page.on("requestfailed", lambda request: note(request, -1))
    return counts


def open_again(sending: SendingPage) -> SendingPage:
    """Close the tab, and open a new one in the same browser: nothing is picked there."""
    context = sending.page.context
    sending.page.close()
    return SendingPage(context.new_page()).open()


def expect_sent_once(portal: RunningPortal, before: int) -> None:
    """The portal got the film, and at most one piece of it twice."""
    assert read_tally(portal.data_dir) - before <= SIZE + MIB


def test_a_closed_tab_goes_on_in_a_new_one_without_picking(
    sending: SendingPage, running_portal: RunningPortal, tmp_path: Path
) -> None:
    before = read_tally(running_portal.data_dir)
    sending.expect_kept(sending.find_card(NAME))
    again = open_again(sending)
    card = again.cards.first
    again.page.locator("[data-sending]").evaluate(f"root => (root.dataset.left = {2 * MIB})")
    again.choose(make_long_film(tmp_path / "beside.mp4", MIB))
    expect(again.find_card("beside.mp4")).to_be_visible()
    again.expect_words(card, "The film has arrived")
    expect_sent_once(running_portal, before)
    with running_portal.app.app_context():
        assert db.session.scalars(sa.select(Clip.size_bytes)).all()[-1] == SIZE


def test_the_next_day_the_film_goes_on(sending: SendingPage) -> None:
    sending.expect_kept(sending.find_card(NAME))
    context = sending.page.context
    sending.page.close()
    page = context.new_page()
    page.clock.install()
    page.clock.fast_forward("20:00:00")
    again = SendingPage(page).open()
    again.expect_words(again.cards.first, "The film has arrived")


def test_after_a_week_nothing_of_it_is_left_in_the_browser(sending: SendingPage) -> None:
    sending.expect_kept(sending.find_card(NAME))
    page = sending.page.context.new_page()
    sending.page.close()
    page.clock.install()
    page.clock.fast_forward(8 * 24 * 3600 * 1000)
    page.goto("/pathway")
    again = SendingPage(page)
    again.expect_nothing_kept()
    assert again.count_rows() == (0, 0)


def test_what_the_browser_keeps_cannot_be_read(sending: SendingPage, film: Path) -> None:
    assert MARK in film.read_bytes()
    sending.expect_kept(sending.find_card(NAME))
    sending.cut_line()  # what has arrived is kept no longer
    kept, is_plain = sending.list_kept(MARK[:38].decode())
    assert kept >= SIZE
    assert not is_plain
    assert sending.count_rows() == (1, 0)


def test_a_film_that_is_cancelled_while_it_is_announced_never_arrives(
    announced: tuple[SendingPage, Route], running_portal: RunningPortal
) -> None:
    sending, announcement = announced
    before = read_tally(running_portal.data_dir)
    card = sending.find_card(NAME)
    card.get_by_role("button", name="Cancel").click()
    card.get_by_role("button", name="Yes, cancel").click()
    sending.expect_words(card, "Cancelling the film")
    with sending.page.expect_response(lambda answer: answer.request.method == "DELETE") as given_up:
        announcement.continue_()
    assert given_up.value.ok
    sending.expect_words(card, "What had been sent is removed")
    assert read_tally(running_portal.data_dir) == before
    assert sending.count_rows() == (0, 0)


def test_a_film_that_is_paused_while_it_is_announced_waits_and_then_goes_once(
    announced: tuple[SendingPage, Route], running_portal: RunningPortal
) -> None:
    sending, announcement = announced
    before = read_tally(running_portal.data_dir)
    counts = watch_sending(sending.page)
    card = sending.find_card(NAME)
    card.get_by_role("button", name="Pause").click()
    announcement.continue_()
    sending.expect_words(card, "Paused.")
    assert read_tally(running_portal.data_dir) == before
    card.get_by_role("button", name="Go on").click()
    sending.expect_words(card, "The film has arrived")
    assert max(counts) == 1
    expect_sent_once(running_portal, before)


def test_a_lost_line_is_said_and_comes_back_by_itself(
    sending: SendingPage, running_portal: RunningPortal, check_page: Check
) -> None:
    before = read_tally(running_portal.data_dir)
    card = sending.find_card(NAME)
    sending.cut_line()
    sending.expect_words(card, "The line is gone. What was sent is kept")
    counts = watch_sending(sending.page)
    sending.mend_line()
    sending.page.evaluate(
        "for (let told = 0; told < 3; told += 1) dispatchEvent(new Event('online'))"
    )
    check_page(sending.page)
    sending.expect_words(card, "The film has arrived")
    assert max(counts) == 1
    expect_sent_once(running_portal, before)


def test_another_device_with_the_same_file_goes_on_where_the_first_stopped(
    sending: SendingPage,
    running_portal: RunningPortal,
    trainee: Person,
    open_window: Callable[[], Page],
    film: Path,
) -> None:
    before = read_tally(running_portal.data_dir)
    sending.page.context.close()
    other = SendingPage(enter(open_window(), running_portal, trainee)).open()
    other.choose(film)
    other.place(NAME, "partly sent")
    other.send("Send the film")
    other.expect_words(other.find_card(NAME), "The film has arrived")
    expect_sent_once(running_portal, before)


def test_another_file_for_the_same_place_takes_it_only_when_told_to(
    sending: SendingPage,
    running_portal: RunningPortal,
    trainee: Person,
    open_window: Callable[[], Page],
    tmp_path: Path,
) -> None:
    sending.page.context.close()
    other = SendingPage(enter(open_window(), running_portal, trainee)).open()
    other.choose(make_long_film(tmp_path / "again.mp4", MIB))
    other.place("again.mp4", "partly sent")
    other.send("Send the film")
    card = other.find_card("again.mp4")
    other.expect_words(card, "You began to send a different file for this cycle")
    card.get_by_role("button", name="Remove the other film and send this one").click()
    other.expect_words(card, "The film has arrived")


def test_signing_out_wipes_what_is_kept_after_asking(sending: SendingPage) -> None:
    sending.expect_kept(sending.find_card(NAME))
    answers: list[str] = []

    def answer(dialog: Dialog) -> None:
        answers.append(dialog.message)
        dialog.accept()

    sending.page.on("dialog", answer)
    sending.page.locator("summary", has_text="Your account").click()
    sending.page.get_by_role("button", name="Sign out").click()
    expect(sending.page).to_have_url(re.compile("/sign-in"))
    assert "A film is still on its way" in answers[0]
    sending.expect_nothing_kept()
    assert sending.count_rows() == (0, 0)


def test_somebody_else_who_signs_in_here_finds_it_wiped(
    sending: SendingPage, running_portal: RunningPortal
) -> None:
    sending.expect_kept(sending.find_card(NAME))
    with running_portal.app.app_context():
        stranger = make_enrolment().person
        enter(sending.page, running_portal, stranger)
    sending.page.goto("/pathway")
    sending.expect_nothing_kept()
    assert sending.count_rows() == (0, 0)


def test_two_tabs_do_not_send_one_film_twice(
    sending: SendingPage, running_portal: RunningPortal
) -> None:
    before = read_tally(running_portal.data_dir)
    sending.expect_kept(sending.find_card(NAME))
    second = SendingPage(sending.page.context.new_page()).open()
    second.expect_words(second.cards.first, "Another tab of this browser looks after this film")
    sending.page.close()
    second.expect_words(second.cards.first, "The film has arrived")
    expect_sent_once(running_portal, before)
