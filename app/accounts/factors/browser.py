"""The browser's side of second factors: what Flask-Security has done, and what follows for this sign-in."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, flash, g, session
from flask_login import current_user
from flask_security import user_authenticated, wan_registered
from flask_security.proxies import _security

from app.accounts.factors import services
from app.accounts.factors.queries import get_passkey_called
from app.accounts.models import Person
from app.accounts.sign_ins.browser import current_sign_in, prove_sign_in
from app.accounts.sign_ins.services import end_sign_ins
from app.extensions import current_actor

OFFERED_APP = "offered_app"
"""Where the session keeps the sealed secret of an app until it is confirmed."""

STEP = "tf_user_id"
"""Where Flask-Security keeps who has passed the first step."""


def install(app: Flask) -> None:
    """Follow what Flask-Security does."""
    wan_registered.connect(_welcome_passkey, app)
    user_authenticated.connect(_tell_of_recovery, app)


def lacks_factor(_actor: object) -> bool:
    """Whether this sign-in has shown no second factor, because there is none yet."""
    here = current_sign_in()
    return here is not None and not here.is_proven


def lacks_own_factor() -> bool:
    """Whether this sign-in has shown none although the person has one."""
    person = cast(Person, current_user)
    has_one = lacks_factor(None) and (person.tf_totp_secret is not None or person.webauthn)
    return bool(has_one)


def lacks_codes(_actor: object) -> bool:
    """Whether recovery codes are due: after the first factor, and when the last code was used."""
    return bool(current_user.mf_recovery_codes == [])


def find_person_in_second_step() -> Person | None:
    """Who has given the right password in this browser, and nothing more yet."""
    uniquifier = session.get(STEP)
    found = uniquifier and _security.datastore.find_user(fs_uniquifier=uniquifier)
    return cast(Person, found) if found and found.active else None


def offer_secret() -> str:
    """The sealed secret that the page for a new app shows; the same until it is confirmed."""
    secret = session.get(OFFERED_APP) or _security.totp_factory.generate_totp_secret()
    session[OFFERED_APP] = secret
    return str(secret)


def settle_new_factor() -> None:
    """After a factor was added: this browser has shown it. Those signed in without one go out."""
    session.pop(OFFERED_APP, None)
    here, actor = current_sign_in(), current_actor()
    if here is not None and not here.is_proven:
        end_sign_ins(actor, actor.person_id, but=here.id)
    prove_sign_in()


def settle_removed_factor() -> None:
    """After a factor was taken away: whoever came in with it elsewhere goes out."""
    here, actor = current_sign_in(), current_actor()
    end_sign_ins(actor, actor.person_id, but=here.id if here else None)


def _welcome_passkey(_app: Flask, user: Person, name: str, **_: Any) -> None:
    actor = current_actor()
    services.note_passkey(actor, user, get_passkey_called(actor, name))
    settle_new_factor()


def _tell_of_recovery(_app: Flask, user: Person, **_: Any) -> None:
    if g.pop("came_by_recovery_code", False):
        left = len(user.mf_recovery_codes or ())
        flash(
            f"You came in with a recovery code; {left} are left. If a device is lost, take it off the list of your "
            "second factors and add another one.",
            "info",
        )
