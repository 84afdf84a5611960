"""Showing a passkey once more, in the middle of something."""

from __future__ import annotations

import secrets
from functools import partial

from flask import request, session
from flask_security import WebAuthnSigninResponseForm
from webauthn import generate_authentication_options, options_to_json
from webauthn.helpers.structs import (
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)
from werkzeug.datastructures import MultiDict

from app.accounts.factors.services import note_passkey_use
from app.accounts.models import Person
from app.core.actor import SYSTEM
from app.extensions import keep

ASKED = "asked_of_passkey"
"""Where the session keeps what a passkey has to sign here; apart from that of signing in, which may be under way."""


def offer_proof(person: Person) -> str | None:
    """What the page asks the browser for, as JSON; None for whoever has no passkey."""
    if not person.webauthn:
        return None
    challenge = session[ASKED] = secrets.token_urlsafe(32)
    return options_to_json(
        generate_authentication_options(
            rp_id=request.host.split(":")[0],
            challenge=challenge.encode(),
            allow_credentials=[
                PublicKeyCredentialDescriptor(id=key.credential_id) for key in person.webauthn
            ],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def is_passkey(person: Person, answer: str) -> bool:
    """Whether a passkey of this person signed what this browser was last asked here. It is asked only once."""
    form = WebAuthnSigninResponseForm(MultiDict({"credential": answer}), meta={"csrf": False})
    form.challenge = session.pop(ASKED, secrets.token_urlsafe(32))
    form.user_verification, form.is_secondary, form.is_verify = True, False, True
    if not form.validate() or form.cred is None or form.user != person:
        return False
    count = form.authentication_verification.new_sign_count
    keep(partial(note_passkey_use, SYSTEM, form.cred.id, count))
    return True
