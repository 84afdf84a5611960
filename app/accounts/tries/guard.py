"""The guard at every form that takes a guess: `require_may_try` before looking at it, then one of the two others.

Where the person is known already, `check_guess` does all of it. Passkeys are not guessed, and nothing here looks at them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import request

from app.accounts.models import Person
from app.accounts.passwords.rules import normalise
from app.accounts.tries.browsers import find_browser
from app.accounts.tries.keys import Trier, hash_account, hash_network
from app.accounts.tries.limits import TooManyTries
from app.accounts.tries.models import TryKind
from app.accounts.tries.queries import find_wait
from app.accounts.tries.services import count_try, forget_tries
from app.audit.services import record_event
from app.core.actor import SYSTEM, Actor
from app.extensions import current_actor, current_settings, keep
from app.jobs.services import enqueue_job

ACTIONS = {
    TryKind.PASSWORD: "sign_in.failed",
    TryKind.CODE: "sign_in.failed",
    TryKind.RESET: "password.reset_asked",
    TryKind.CLIENT_CODE: "client_code.not_found",
}
"""What the audit trail calls a try that counts."""


LETTER_JOB = "notifications.send_account_letter"
"""Codes are reached by the right password alone: the person should know that somebody may have it."""


def require_may_try(kind: TryKind, email: str) -> None:
    """Refuse to look at another guess while too many were wrong. Raises TooManyTries.

    ``email`` is as it was typed, or the address of whoever is signed in already.
    """
    if wait := find_wait(kind, describe_trier(kind, email)):
        raise TooManyTries(kind, wait)


def note_failed_try(kind: TryKind, email: str, person: Person | None) -> None:
    """Count a wrong guess, or a letter that was asked for; ``person`` is whose address it is, if anybody's.

    Written after the answer was decided, whatever it is.
    """
    whose = None if person is None else (person.id, person.uuid)
    keep(partial(_write_try, kind, describe_trier(kind, email), current_actor(), whose))


def note_right_try(kind: TryKind, email: str) -> None:
    """It was right: what this browser got wrong before is forgotten."""
    keep(partial(forget_tries, SYSTEM, kind, describe_trier(kind, email)))


FORGIVEN = frozenset({TryKind.PASSWORD, TryKind.CODE})
"""What only its owner gets right in the end. One family's code says nothing about the guesses at others."""


def check_guess(kind: TryKind, person: Person, look: Callable[[], bool]) -> bool:
    """Whether ``look`` finds the guess at something of this person's right; counted. Raises TooManyTries."""
    require_may_try(kind, person.email)
    if found := look():
        if kind in FORGIVEN:
            note_right_try(kind, person.email)
    else:
        note_failed_try(kind, person.email, person)
    return found


def is_password(person: Person, typed: str) -> bool:
    """Whether this is the password of somebody who is known already; counted. Raises TooManyTries."""
    look = partial(person.verify_and_update_password, normalise(typed))
    return check_guess(TryKind.PASSWORD, person, look)


def describe_trier(kind: TryKind, email: str) -> Trier:
    """Who tries in this request, in keyed hashes."""
    secret = current_settings().secret_key
    account_key = hash_account(secret, email)
    return Trier(
        account_key, hash_network(secret, request.remote_addr), find_browser(account_key, kind)
    )


def _write_try(kind: TryKind, trier: Trier, actor: Actor, whose: tuple[int, UUID] | None) -> None:
    about, subject = whose or (None, None)
    subject_kind = None if subject is None else "person"
    count_try(SYSTEM, kind, trier)
    record_event(actor, ACTIONS[kind], subject_kind, subject, about=about)
    if find_wait(kind, trier):
        locked = "client_code.locked" if kind is TryKind.CLIENT_CODE else "sign_in.locked"
        record_event(actor, locked, subject_kind, subject, about=about)
        if kind is TryKind.CODE:
            enqueue_job(LETTER_JOB, {"person_id": about, "occasion": "codes_locked"})
