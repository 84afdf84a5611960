"""What is said about the film: the supervisor's words at their moments, the trainee's answer."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Check
from tests.browser.journey.cast import Somebody
from tests.browser.journey.practice import CODE, NOTICING, QUESTION, watch

STRENGTH = "You wait two full seconds, and only then do you speak."
WORKING_POINT = "What might happen if the next clip came after her turn?"
REPLY = "I had not seen that I waited there."


def answer_the_question(supervisor: Somebody, check: Check) -> None:
    """From the caseload to the film; two drafts, released together."""
    page = supervisor.page
    supervisor.go_to("Caseload")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text(NOTICING)).to_be_visible()
    check(page)
    page.get_by_role("link", name=re.compile(f"{CODE.pattern}|Open the film|Look")).first.click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    check(page)
    watch(page)
    page.get_by_role("button", name="Pause").first.click()
    _write(supervisor, "Strength", "0:01", "0:02.5", STRENGTH)
    _write(supervisor, "Working point", "0:02", "", WORKING_POINT)
    expect(page.get_by_text("Draft · only you")).to_have_count(2)
    check(page)


def release_all(supervisor: Somebody, trainee: Somebody, check: Check) -> None:
    """Nothing is read before it is released, and then everything is."""
    trainee.page.reload()
    expect(trainee.page.get_by_text(STRENGTH)).to_have_count(0)
    supervisor.page.get_by_role("button", name=re.compile("Release 2")).click()
    expect(supervisor.page.get_by_text("Draft · only you")).to_have_count(0)
    check(supervisor.page)


def read_and_reply(trainee: Somebody, check: Check) -> None:
    """The trainee is told, jumps to a moment by its time, and answers."""
    page = trainee.page
    page.goto("/notifications")
    check(page)
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    comments = page.locator("article.comment")
    expect(comments.first).to_contain_text(STRENGTH)
    film = watch(page)
    film.evaluate("film => film.pause()")
    comments.nth(1).locator("a.moment-time").click()
    page.wait_for_timeout(500)
    position = film.evaluate("film => film.currentTime")
    assert 1.9 <= position <= 2.9, position
    comments.first.get_by_text("Reply").first.click()
    comments.first.get_by_label("Your reply").fill(REPLY)
    comments.first.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text(REPLY)).to_be_visible()
    check(page)


def _write(supervisor: Somebody, kind: str, start: str, end: str, words: str) -> None:
    composer = supervisor.page.locator("form.composer")
    composer.get_by_label("At", exact=True).fill(start)
    composer.get_by_label("to", exact=True).fill(end)
    composer.locator("label.kind-label", has_text=kind).click()
    composer.get_by_role("textbox", name="What do you see?").fill(words)
    composer.get_by_role("button", name="Keep as draft").click()
    expect(supervisor.page.locator("article.comment", has_text=words)).to_be_visible()
