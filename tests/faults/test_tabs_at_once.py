"""Several tabs do the same at the same moment: none gets an error, and it is done once."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.agreements.models import Acceptance, AgreementKind
from app.accounts.agreements.queries import get_in_force
from app.accounts.profiles.models import Profile
from app.extensions import db
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


def test_what_is_accepted_and_put_off_in_several_tabs_at_once_is_done_once(portal: Flask) -> None:
    with portal.app_context():
        person = make_supervisor()
        person_id, wording = person.id, get_in_force(AgreementKind.CODE_OF_CONDUCT)
        db.session.execute(
            sa.text("DELETE FROM acceptance WHERE person_id = :id"), {"id": person_id}
        )
        db.session.commit()
        places = (f"/agreements/{wording.uuid}/acceptances", "/account/postponements")
        browsers = [sign_in(portal.test_client(), person) for _ in range(TABS)]
        notice = get_in_force(AgreementKind.PRIVACY_NOTICE).uuid
        browsers[0].post(f"/agreements/{notice}/acceptances")
    together = threading.Barrier(TABS)
    answers: list[int] = []

    def send(tab: int) -> None:
        for place in places:
            together.wait()
            answers.append(browsers[tab].post(place).status_code)

    tabs = [threading.Thread(target=send, args=(tab,)) for tab in range(TABS)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert answers == [302] * TABS * len(places)
    with portal.app_context():
        for thing, rows in ((Acceptance, 2), (Profile, 1)):
            asked = sa.select(sa.func.count()).where(thing.person_id == person_id)
            assert db.session.scalar(asked) == rows
        db.session.remove()
