"""Passwords, set."""

from __future__ import annotations

from flask_security import hash_password

from app.accounts.models import Person
from app.accounts.passwords.rules import find_weakness, list_own_words, normalise
from app.audit.services import record_event
from app.core.actor import Actor
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db


class PasswordTooWeak(DomainError):
    """Too short, too long, or among the first that would be guessed; the message says which."""

    field = "password"


def set_password(actor: Actor, person: Person, password: str) -> None:
    """Give a person the password they chose. Raises PasswordTooWeak.

    The system does it for whoever came by a link of their own, such as an invitation.
    """
    require(actor.is_system or actor.person_id == person.id)
    typed = normalise(password)
    if weakness := find_weakness(typed, list_own_words(person.full_name, person.email)):
        raise PasswordTooWeak(weakness)
    person.password = hash_password(typed)
    db.session.flush()
    record_event(actor, "password.changed", "person", person.uuid)
