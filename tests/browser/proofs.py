"""Windows whose person showed long ago who they are."""

from __future__ import annotations

import time
from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.servers import RunningPortal


def make_proof_old(page: Page, portal: RunningPortal) -> None:
    """Let an hour pass since the person in this window showed who they are."""
    name = portal.app.config["SESSION_COOKIE_NAME"]
    cookie = next(c for c in page.context.cookies() if c["name"] == name)
    signer = portal.app.session_interface.get_signing_serializer(portal.app)  # type: ignore[attr-defined]  # the cookie session's own
    contents = signer.loads(cookie["value"]) | {"fs_paa": time.time() - 3600}
    old = {"name": name, "value": signer.dumps(contents), "url": urljoin(page.url, "/")}
    page.context.add_cookies([old])  # type: ignore[list-item]  # Playwright's own shape
