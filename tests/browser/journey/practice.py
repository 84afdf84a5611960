"""What the trainee does with a client: consent, a cycle, two films, a question."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Check
from tests.browser.journey.cast import Somebody

CODE = re.compile(r"[a-z]+-\d{3}[a-z][a-z2-9]")
"""The code the portal makes; the other clients of the journey have no such one."""
SERVICE = "Brook Family Hubs"
QUESTION = "Where do I leave her room?"
NOTICING = "I wait here, and she looks up."
SLOW_LINE_BYTES_S = 1_500_000
CRAWL_BYTES_S = 50_000
PREPARED_MS = 150_000


def approve_films(administrator: Somebody, check: Check) -> None:
    """The office records what a service approved: films of everybody who works there."""
    page = administrator.page
    administrator.go_to("Organisations")
    check(page)
    page.get_by_role("link", name="Add an organisation").click()
    page.get_by_label("Name", exact=True).fill(SERVICE)
    page.get_by_label("Data controller").fill("Brook Council")
    page.get_by_label("Privacy contact").fill("privacy@brook.example.org")
    page.get_by_label("Safeguarding contact").fill("safeguarding@brook.example.org")
    check(page)
    page.get_by_role("button", name="Add the organisation").click()
    page.get_by_role("link", name="Record an approval").click()
    page.get_by_label("Films and counts").check()
    page.get_by_label("Everybody who works with clients there").check()
    page.get_by_label("Approved by").fill("Information governance lead")
    page.get_by_label("From", exact=True).fill("2026-01-01")
    page.get_by_label("Where the approval is filed").fill("IG register, entry 12")
    check(page)
    page.get_by_role("button", name="Record the approval").click()
    expect(page.get_by_text("films approved").first).to_be_visible()
    check(page)


def add_client_with_consent(trainee: Somebody, check: Check) -> None:
    """A client under the code the portal makes, a parent and a child on the films, and a form that says yes to all."""
    page = trainee.page
    trainee.go_to("Clients")
    page.get_by_role("link", name="Add a client").click()
    page.get_by_label("Service or employer").select_option(label=f"{SERVICE} (films approved)")
    page.get_by_label("0 to 2 years").check()
    page.get_by_label("Setting").fill("Family Hub")
    check(page)
    page.get_by_role("button", name="Add the client").click()
    expect(page.get_by_role("heading", name=CODE)).to_be_visible()
    check(page)
    for relation in ("Parent", "Child"):
        _add_to_films(page, relation, check)
    page.get_by_role("link", name="Record what they said yes to").first.click()
    people = page.get_by_role("group", name="Who is the form for?").get_by_role("checkbox")
    expect(people).to_have_count(2)
    page.wait_for_load_state()
    for person in people.all():
        person.check()
    for answer in page.get_by_label("Yes", exact=True).all():
        answer.check()
    page.get_by_label("A parent with parental responsibility").check()
    page.get_by_label("Signed on").fill("2026-01-05")
    page.get_by_label("Version of the form").fill("2025-1")
    page.get_by_label("Where the signed form is filed").fill("Service record, cabinet 2")
    check(page)
    page.get_by_role("button", name="Record the consent").click()


def _add_to_films(page: Page, relation: str, check: Check) -> None:
    if "/filmed-people" not in page.url:
        page.get_by_role("link", name=re.compile("filmed")).first.click()
    page.get_by_label(relation, exact=True).check()
    check(page)
    page.get_by_role("button", name=re.compile("Add")).click()


def start_cycle(trainee: Somebody, check: Check) -> None:
    """A cycle with both of its dates."""
    page = trainee.page
    page.get_by_role("button", name="Start cycle 1").click()
    page.get_by_label("Filmed on").fill("2026-02-02")
    page.get_by_label("Shared review on").fill("2026-02-09")
    page.get_by_role("button", name="Save dates").click()
    expect(page.get_by_text("Saved").or_(page.get_by_label("Filmed on")).first).to_be_visible()
    check(page)


def send_film(trainee: Somebody, kind: str, film: Path) -> None:
    """Send one film from its place on the page of the cycle, and wait until it is ready."""
    _choose(find_slot(trainee.page, kind), film)
    wait_until_ready(trainee.page, kind)


def send_film_with_breaks(trainee: Somebody, kind: str, film: Path, check: Check) -> None:
    """Send a film over a slow line: pause, go on, reload the page in the middle; the kept copy goes on by itself."""
    page = trainee.page
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": SLOW_LINE_BYTES_S})
    slot = find_slot(page, kind)
    _choose(slot, film)
    bar = slot.locator("progress[data-upload-bar]")
    expect(bar).to_be_visible()
    slot.get_by_role("button", name="Pause").click()
    expect(slot.get_by_role("button", name="Go on")).to_be_visible()
    check(page)
    slot.get_by_role("button", name="Go on").click()
    expect(slot.get_by_role("button", name="Pause")).to_be_visible()
    _wait_for_share(bar, 35)
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": CRAWL_BYTES_S})
    expect(slot.get_by_text("A sealed copy is kept in this browser")).to_be_visible()
    page.reload()
    expect(find_slot(page, kind).locator("progress[data-upload-bar]")).to_be_visible()
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    wait_until_ready(page, kind)


def _choose(slot: Locator, film: Path) -> None:
    """Pick a file once the script hears of it: it shows its part then."""
    expect(slot.locator("[data-upload]")).to_be_visible()
    slot.locator('input[type="file"]').set_input_files(film)


def find_slot(page: Page, kind: str) -> Locator:
    """The part of the cycle's page that belongs to one film."""
    return page.get_by_role("region", name=kind)


def wait_until_ready(page: Page, kind: str) -> None:
    """The page follows the film until it can be watched in full."""
    ready = find_slot(page, kind).locator("[data-film-state=ready]")
    expect(ready).to_be_visible(timeout=PREPARED_MS)


def open_film(page: Page, kind: str) -> None:
    """Go from the cycle to one of its films."""
    page.reload()
    find_slot(page, kind).get_by_role("link", name=re.compile("Open the film")).click()


def watch(page: Page) -> Locator:
    """Press play and see the picture move."""
    expect(page).to_have_url(re.compile("/clips/"))
    page.wait_for_load_state()
    page.get_by_role("button", name=re.compile("^Play")).first.click()
    film = page.locator("video")
    expect(film).to_have_js_property("paused", False)
    page.wait_for_function("() => document.querySelector('video').currentTime > 0")
    return film


def ask_for_feedback(trainee: Somebody, check: Check) -> None:
    """A question, and the stretch it is about with what the trainee noticed there."""
    page = trainee.page
    check(page)
    page.get_by_label("What do you want to ask?").fill(QUESTION)
    page.get_by_label("From", exact=True).first.fill("0:01")
    page.get_by_label("To", exact=True).first.fill("0:02.5")
    page.get_by_label("What I noticed there").first.fill(NOTICING)
    page.get_by_role("button", name="Ask your supervisor").click()
    expect(page.get_by_text("waiting for your supervisor")).to_be_visible()
    check(page)


def _wait_for_share(bar: Locator, share: int) -> None:
    for _ in range(200):
        if float(bar.get_attribute("value") or 0) >= share:
            return
        bar.page.wait_for_timeout(100)
    raise AssertionError(f"the upload never reached {share} %")
