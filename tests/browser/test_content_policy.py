"""What somebody smuggled into a page does nothing: the browser itself holds to the policy that the portal sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

SMUGGLED = {
    "a script": "<script>document.title = 'taken'</script>",
    "a script with a guessed nonce": "<script nonce='abc'>document.title = 'taken'</script>",
    "a handler": "<img src='/nothing' onerror=\"document.title = 'taken'\">",
    "a script from elsewhere": "<script src='https://evil.example/taken.js'></script>",
    "a script in an address": "<script src=\"data:text/javascript,document.title='taken'\"></script>",
    "a frame": "<iframe srcdoc=\"<script>parent.document.title = 'taken'</script>\"></iframe>",
    "another base": "<base href='https://evil.example/'><script src='taken.js'></script>",
    "an object": "<object data=\"data:text/html,<script>top.document.title='taken'</script>\"></object>",
    "a style": "<style>body { display: none }</style>",
}


@pytest.fixture
def page(chromium: Browser, running_portal: RunningPortal) -> Iterator[Page]:
    """A window whose faults are what the test is about."""
    context = chromium.new_context(base_url=running_portal.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", SMUGGLED)
def test_what_was_smuggled_into_a_page_does_nothing(page: Page, kind: str) -> None:
    failed: dict[str, str | None] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))

    def smuggle(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace("<h1", f"{SMUGGLED[kind]}<h1", 1)
        assert SMUGGLED[kind] in body
        route.fulfill(response=answer, body=body)

    page.route("**/sign-in", smuggle)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.goto("/sign-in")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.title() != "taken"
    assert {why for url, why in failed.items() if "evil" in url} <= {"csp"}


def test_a_form_on_the_page_sends_nothing_to_another_site(page: Page) -> None:
    page.goto("/sign-in")
    page.evaluate("document.querySelector('form').action = 'https://evil.example/'")
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.evaluate("document.querySelector('form').submit()")
    assert page.url.endswith("/sign-in")


def test_no_other_site_shows_the_portal_in_a_frame(
    page: Page, running_portal: RunningPortal
) -> None:
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.set_content(f"<iframe src='{running_portal.url}/sign-in'></iframe>")
    (frame,) = page.main_frame.child_frames
    assert not frame.get_by_role("heading", level=1).count()
