"""Two tabs keep the text of one field at the same moment: neither gets an error, one of the texts stays."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from tests.factories.people import make_supervisor, sign_in

pytestmark = pytest.mark.faults

TABS = 4


def test_a_draft_kept_from_several_tabs_at_once_is_one_draft(portal: Flask) -> None:
    with portal.app_context():
        person = make_supervisor()
        browsers = [sign_in(portal.test_client(), person) for _ in range(TABS)]
    together = threading.Barrier(TABS)
    answers: list[int] = []

    def keep(tab: int) -> None:
        for number in range(5):
            together.wait()
            answer = browsers[tab].put(f"/drafts/note/{number}", data=f"words of tab {tab}")
            answers.append(answer.status_code)

    tabs = [threading.Thread(target=keep, args=(tab,)) for tab in range(TABS)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert answers == [204] * TABS * 5
    assert browsers[0].get("/drafts/note/4").text.startswith("words of tab")
