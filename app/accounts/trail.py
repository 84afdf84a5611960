"""What follows when Flask-Security lets somebody in or out or changes a password: an event, and fewer sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import password_changed, password_reset, user_authenticated

from app.accounts.models import Person
from app.accounts.sign_ins.browser import PASSWORD_CHANGED
from app.accounts.sign_ins.services import end_sign_ins
from app.accounts.tries.browsers import remember_browser
from app.accounts.tries.keys import hash_account
from app.audit.services import record_event
from app.core.actor import NOBODY, SYSTEM, Actor
from app.extensions import current_settings, keep


def install(app: Flask) -> None:
    """Listen to the signals of ``app``."""
    user_authenticated.connect(_note_sign_in, app)
    user_logged_out.connect(_note_sign_out, app)
    password_changed.connect(_follow_change, app)
    password_reset.connect(_follow_reset, app)


def _note_sign_in(
    _app: Flask, user: Person, authn_via: Sequence[str] | None = None, **_: Any
) -> None:
    if authn_via == PASSWORD_CHANGED:
        return
    _remember(user, has_signed_in=True)
    _keep_event(Actor(user.id), "sign_in.succeeded", user)


def _note_sign_out(_app: Flask, user: Person, **_: Any) -> None:
    _keep_event(Actor(user.id), "sign_in.ended", user)


def _follow_change(_app: Flask, user: Person, **_: Any) -> None:
    """This browser has a new sign-in already, which is written after the request; all that stand are others."""
    end_sign_ins(SYSTEM, user.id)
    record_event(Actor(user.id), "password.changed", "person", user.uuid)


def _follow_reset(_app: Flask, user: Person, **_: Any) -> None:
    """Whoever has the mailbox chose a password: nobody stays signed in, and this browser need not wait for strangers."""
    end_sign_ins(SYSTEM, user.id)
    _remember(user, has_signed_in=False)
    record_event(NOBODY, "password.changed", "person", user.uuid, about=user.id)


def _remember(person: Person, *, has_signed_in: bool) -> None:
    account_key = hash_account(current_settings().secret_key, person.email)
    remember_browser(account_key, has_signed_in=has_signed_in)


def _keep_event(actor: Actor, action: str, person: Person) -> None:
    keep(partial(record_event, actor, action, "person", person.uuid, about=person.id))
