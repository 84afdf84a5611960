"""The same code, and the last two factors, in the same moment: over a real database with transactions of their own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask_security.proxies import _security

from app.accounts.factors.services import LastFactor, remove_app, remove_passkey, spend_half_minute
from app.accounts.models import Person
from app.core.actor import SYSTEM, Actor
from app.extensions import db
from tests.factories.factors import give_app, give_passkey, list_recovery_codes
from tests.factories.people import make_supervisor
from tests.integration.accreditation.test_at_once import do_at_once, real_app

__all__ = ["real_app"]

AT_ONCE = 4


def make_person_with_both() -> tuple[int, str]:
    """Somebody with an app and a passkey: their key, and one of their recovery codes."""
    person = make_supervisor()
    give_app(person)
    give_passkey(person)
    kept = person.id, list_recovery_codes(person)[0]
    db.session.remove()
    return kept


def get_person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def count_yes(app: Flask, ask: Callable[[], bool]) -> int:
    answers: list[bool] = []
    do_at_once(app, *[lambda: answers.append(ask())] * AT_ONCE)
    assert len(answers) == AT_ONCE
    return sum(answers)


def test_a_half_minute_is_spent_once(real_app: Flask) -> None:
    with real_app.app_context():
        person_id, _ = make_person_with_both()
    assert count_yes(real_app, lambda: spend_half_minute(SYSTEM, person_id, 59_000_000)) == 1


def test_a_recovery_code_is_spent_once(real_app: Flask) -> None:
    with real_app.app_context():
        person_id, code = make_person_with_both()

    def spend() -> bool:
        person, paper = get_person(person_id), _security.mf_recovery_codes_util
        if not paper.check_recovery_code(person, code):
            return False
        return bool(paper.delete_recovery_code(person, code))

    assert count_yes(real_app, spend) == 1
    with real_app.app_context():
        assert len(list_recovery_codes(get_person(person_id))) == 9
        db.session.remove()


def test_of_two_factors_removed_at_once_one_stays(real_app: Flask) -> None:
    with real_app.app_context():
        person_id, _ = make_person_with_both()
    actor = Actor(person_id)

    def drop_passkey() -> None:
        person = get_person(person_id)
        remove_passkey(actor, person, person.webauthn[0])

    refusals = do_at_once(real_app, drop_passkey, lambda: remove_app(actor, get_person(person_id)))
    assert sorted(refusals, key=str) == sorted([None, LastFactor], key=str)
