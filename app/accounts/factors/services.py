"""Adding, using up and taking away what somebody proves themselves with beside their password."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from flask_security.proxies import _security
from flask_security.totp import Totp
from passlib.exc import TokenError

from app.accounts.factors.policies import can_change_factors, can_forget_factors
from app.accounts.models import Passkey, Person
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job

LETTER_JOB = "notifications.send_account_letter"
AUTHENTICATOR = "authenticator"
DRIFT_S = 30
"""How far the clock of a phone may be off when its app is set up."""


class CodeWrong(DomainError):
    """The app and the portal do not agree."""

    title = "That is not the code"
    message = (
        "That is not the code the app shows now. Wait for the next one and type its six digits; if it goes on, "
        "look whether the phone sets its clock by itself."
    )
    field = "code"


class LastFactor(Conflict):
    """Without a second factor nobody could come in again."""

    title = "That is your last one"
    message = "Add another passkey or authenticator app first; then this one can go."


class NameTaken(Conflict):
    """Two passkeys of one person are told apart by their names."""

    title = "You have a passkey of that name"
    message = "Another passkey of yours has this name. Give this one its own."
    field = "name"


def spend_half_minute(actor: Actor, person_id: int, counter: int) -> bool:
    """Use up the code of this half-minute and all before it; answers whether it was still good.

    One conditional statement, so that of two requests at once only one is answered with yes.
    """
    require(actor.is_system)
    spent = sa.update(Person).where(
        Person.id == person_id,
        sa.or_(Person.totp_counter.is_(None), Person.totp_counter < counter),
    )
    done = db.session.execute(spent.values(totp_counter=counter))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def add_app(actor: Actor, person: Person, secret: str, code: str) -> None:
    """Make the app that shows this code the person's second factor; one before it ends. Raises CodeWrong."""
    require(can_change_factors(actor, person.id))
    totp: Totp = _security.totp_factory
    try:
        match = totp._totp.verify(code, secret, window=DRIFT_S)
    except TokenError as error:
        raise CodeWrong from error
    person.tf_primary_method, person.tf_totp_secret = AUTHENTICATOR, secret
    person.totp_counter, person.totp_added_at = match.counter, clock.now()
    _note_added(actor, person, AUTHENTICATOR, person.uuid)


def note_passkey(actor: Actor, person: Person, passkey: Passkey) -> None:
    """Flask-Security has added a passkey."""
    require(can_change_factors(actor, person.id))
    _note_added(actor, person, "passkey", passkey.uuid)


def note_passkey_use(actor: Actor, passkey_id: int, sign_count: int) -> None:
    """A passkey was shown in the middle of something; ``sign_count`` is how often its device says it was used."""
    require(actor.is_system)
    used = {"sign_count": sign_count, "lastuse_datetime": clock.now()}
    db.session.execute(sa.update(Passkey).where(Passkey.id == passkey_id).values(**used))


def rename_passkey(actor: Actor, passkey: Passkey, name: str) -> None:
    """Call it something else. Raises NameTaken."""
    require(can_change_factors(actor, passkey.person_id))
    with refusing(db.session(), {"uq_passkey_person_id_name": NameTaken}):
        passkey.name = name


def remove_passkey(actor: Actor, person: Person, passkey: Passkey) -> None:
    """Take one passkey away. Raises LastFactor."""
    require(can_change_factors(actor, person.id))
    _keep_one(person)
    person.webauthn.remove(passkey)
    _note_removed(actor, person, "passkey", passkey.uuid)


def remove_app(actor: Actor, person: Person) -> None:
    """Take the authenticator app away. Raises LastFactor."""
    require(can_change_factors(actor, person.id))
    if person.tf_totp_secret is None:
        return
    _keep_one(person)
    _forget_app(person)
    _note_removed(actor, person, AUTHENTICATOR, person.uuid)


def make_recovery_codes(actor: Actor, person: Person) -> Sequence[str]:
    """New codes in the place of all before; they are sealed now and can be shown this once."""
    require(can_change_factors(actor, person.id))
    codes: list[str] = _security.mf_recovery_codes_util.create_recovery_codes(person)
    record_event(actor, "recovery_codes.made", "person", person.uuid)
    return codes


def forget_factors(actor: Actor, person: Person) -> None:
    """Take everything away: at their next sign-in the person is led to set up anew. Whoever calls has asked why."""
    require(can_forget_factors(actor, person.id))
    _forget_app(person)
    person.webauthn.clear()
    person.mf_recovery_codes = None
    db.session.flush()


def _forget_app(person: Person) -> None:
    person.tf_primary_method = person.tf_totp_secret = None
    person.totp_counter = person.totp_added_at = None


def _keep_one(person: Person) -> None:
    lock_row(db.session(), person)  # two removals at once must not take the last two
    if len(person.webauthn) + (person.tf_totp_secret is not None) < 2:
        raise LastFactor


def _note_added(actor: Actor, person: Person, kind: str, uuid: UUID) -> None:
    if person.mf_recovery_codes is None:
        person.mf_recovery_codes = []
    db.session.flush()
    record_event(actor, "factor.added", kind, uuid)
    enqueue_job(LETTER_JOB, {"person_id": person.id, "occasion": "factor_added"})


def _note_removed(actor: Actor, person: Person, kind: str, uuid: UUID) -> None:
    db.session.flush()
    record_event(actor, "factor.removed", kind, uuid)
    enqueue_job(LETTER_JOB, {"person_id": person.id, "occasion": "factor_removed"})
