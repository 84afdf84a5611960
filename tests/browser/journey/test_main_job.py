"""The main job from end to end, with a real film, a real worker and a real browser; no step is faked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Check
from tests.browser.journey import feedback, practice, signing_off
from tests.browser.journey.cast import gather_cast
from tests.factories.films import make_film
from tests.servers import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def test_from_a_film_to_an_accreditation_number(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    tmp_path: Path,
) -> None:
    interaction = make_film(tmp_path / "interaction.mp4", seconds=12, size=(1920, 1080), fps="50")
    review = make_film(tmp_path / "review.mp4", seconds=6, size=(640, 360))
    running_portal.start_worker()
    cast = gather_cast(running_portal, open_window)
    trainee, supervisor = cast.trainee, cast.supervisor
    practice.approve_films(cast.administrator, check_page)
    practice.add_client_with_consent(trainee, check_page)
    practice.start_cycle(trainee, check_page)
    practice.send_film_with_breaks(trainee, "Interaction film", interaction, check_page)
    practice.send_film(trainee, "Shared review", review)
    practice.open_film(trainee.page, "Shared review")
    practice.ask_for_feedback(trainee, check_page)
    feedback.answer_the_question(supervisor, check_page)
    feedback.release_all(supervisor, trainee, check_page)
    film_address = trainee.page.url.split("?")[0]
    feedback.read_and_reply(trainee, check_page)
    signing_off.hold_session(trainee, supervisor, check_page)
    signing_off.see_minimums_reached(trainee, check_page)
    signing_off.ask_for_accreditation(trainee, check_page)
    signing_off.appoint_reviewer(
        cast.administrator, supervisor.name, cast.reviewer.name, check_page
    )
    signing_off.decide(cast.reviewer, check_page)
    number = signing_off.receive_award(trainee, check_page)
    signing_off.see_the_numbers(cast.administrator, trainee.name, number, check_page)
    signing_off.expect_no_film(cast.administrator, film_address)
