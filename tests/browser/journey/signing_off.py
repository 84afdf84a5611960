"""A session that counts, a review by somebody else, an award, and the numbers of the association."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Check
from tests.browser.journey.cast import Somebody
from tests.browser.journey.practice import CODE, watch

STATEMENT = "I have learnt to wait, and to see what the waiting gives back."
DECISION = "Warm, patient work. The waiting carries every film you chose."


def hold_session(trainee: Somebody, supervisor: Somebody, check: Check) -> None:
    """The trainee records it, the supervisor confirms it."""
    page = trainee.page
    trainee.go_to("Supervision")
    check(page)
    page.get_by_role("link", name="Record a session").click()
    page.get_by_label("Day").fill("2026-02-16")
    page.get_by_label("Length").fill("60")
    page.get_by_label(re.compile(f"{CODE.pattern}, cycle 1")).check()
    check(page)
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_text(re.compile("Waiting for"))).to_be_visible()
    check(page)
    supervisor.go_to("Sessions")
    check(supervisor.page)
    supervisor.page.get_by_role("button", name=re.compile("Confirm")).first.click()
    expect(supervisor.page.get_by_text("Confirmed", exact=True).first).to_be_visible()


def see_minimums_reached(trainee: Somebody, check: Check) -> None:
    """My pathway shows the cycle and the minutes that were missing."""
    trainee.go_to("My pathway")
    page = trainee.page
    expect(page.get_by_text("18 / 18")).to_be_visible()
    expect(page.get_by_text("15 h").first).to_be_visible()
    check(page)


def ask_for_accreditation(trainee: Somebody, check: Check) -> None:
    """A reflective statement and one film the trainee chooses to show."""
    page = trainee.page
    page.goto("/reviews/new")
    check(page)
    page.get_by_label(re.compile("statement", re.I)).fill(STATEMENT)
    page.locator("label", has_text=CODE).first.click()
    expect(page.get_by_role("checkbox", name=CODE).first).to_be_checked()
    page.get_by_role("button", name="Ask for the review").click()
    expect(page.get_by_text(STATEMENT)).to_be_visible()
    check(page)


def appoint_reviewer(administrator: Somebody, supervisor: str, reviewer: str, check: Check) -> None:
    """The office gives the review to somebody who is not the trainee's own supervisor, and reads no statement."""
    page = administrator.page
    administrator.go_to("Stage reviews")
    check(page)
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_text(STATEMENT)).to_have_count(0)
    offered = page.get_by_label("Reviewer").or_(page.get_by_label("Supervisor")).first
    assert supervisor not in offered.inner_text()
    choice = offered.locator("option", has_text=reviewer).get_attribute("value")
    offered.select_option(choice)
    page.get_by_role("button", name="Appoint").click()
    expect(page.get_by_text(reviewer).first).to_be_visible()
    check(page)


def decide(reviewer: Somebody, check: Check) -> None:
    """The reviewer reads, watches what is shown, and decides in words."""
    page = reviewer.page
    reviewer.go_to("Reviews")
    check(page)
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("Person|Accreditation")
    ).first.click()
    expect(page.get_by_text(STATEMENT)).to_be_visible()
    check(page)
    review = page.url
    page.get_by_role("link", name=CODE).first.click()
    watch(page)
    check(page)
    page.goto(review)
    page.get_by_label("Met: the stage is complete").check()
    page.get_by_label("What you saw").fill(DECISION)
    page.get_by_label("I have decided").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text(DECISION)).to_be_visible()
    check(page)


def receive_award(trainee: Somebody, check: Check) -> str:
    """The number, and the certificate as a PDF."""
    page = trainee.page
    page.goto("/award")
    check(page)
    number = page.locator(".award-number").inner_text()
    with page.expect_download() as certificate:
        page.get_by_role("button", name=re.compile("certificate", re.I)).click()
    assert certificate.value.path().read_bytes().startswith(b"%PDF")
    return number


def see_the_numbers(administrator: Somebody, trainee_name: str, number: str, check: Check) -> None:
    """The desk, the chart, the register and its CSV know of the new practitioner."""
    page = administrator.page
    administrator.go_to("Numbers")
    chart = page.locator('img[src*="/charts/"]').first
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.naturalWidth") > 0
    check(page)
    administrator.go_to("Practitioners")
    expect(page.get_by_role("row", name=re.compile(trainee_name))).to_contain_text(number)
    check(page)
    with page.expect_download() as file:
        page.get_by_role("button", name=re.compile("CSV")).click()
    assert number in file.value.path().read_text(encoding="utf-8-sig")


def expect_no_film(administrator: Somebody, film_address: str) -> None:
    """The office never sees a film, nor its still."""
    page: Page = administrator.page
    for address in (film_address, f"{film_address}/poster", f"{film_address}/state"):
        answer = page.request.get(address)
        assert answer.status == 404
