from __future__ import annotations

from tests.browser.engines.engine import Engine, enter
from tests.factories.people import make_enrolment
from tests.servers import RunningPortal


def test_a_trainee_finds_their_pathway(other_engine: Engine, running_portal: RunningPortal) -> None:
    with running_portal.app.app_context():
        enter(other_engine, running_portal, make_enrolment().person, "/pathway")
    assert "pathway" in other_engine.run("return document.title").lower()
