"""A chosen password on its way into the database."""

from __future__ import annotations

from flask_security import hash_password

from app.accounts.passwords.rules import (
    PasswordTooWeak,
    find_weakness,
    list_own_words,
    normalise,
)


def hash_new_password(password: str, *about_the_person: str) -> str:
    """What the database keeps of a new password; it takes its time, so that no lock may be held meanwhile.

    ``about_the_person`` are their names and address. Raises PasswordTooWeak.
    """
    typed = normalise(password)
    if weakness := find_weakness(typed, list_own_words(*about_the_person)):
        raise PasswordTooWeak(weakness)
    return str(hash_password(typed))
