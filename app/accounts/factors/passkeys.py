"""Passkeys as the portal asks for them: on this device or on a stick, their owner always verified."""

from __future__ import annotations

import hmac

from flask import request, session
from flask_security import WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts.models import Person

CHALLENGE = "passkey_challenge"
"""Where the session keeps what a passkey has to sign, so that an answer is good in this browser, once."""


class PasskeyUtil(WebauthnUtil):
    """What is asked of a new passkey, and of one that opens the door."""

    def generate_challenge(self, nbytes: int | None = None) -> str:
        """Something new to sign, remembered by this browser alone."""
        challenge: str = super().generate_challenge(nbytes)
        session[CHALLENGE] = challenge
        return challenge

    def authenticator_selection(
        self,
        user: Person,  # type: ignore[override]  # noqa: ARG002
        usage: str,  # noqa: ARG002
    ) -> AuthenticatorSelectionCriteria:
        """The kind that was chosen on the page. It remembers whose it is, so that no address need be typed."""
        return AuthenticatorSelectionCriteria(
            authenticator_attachment=AuthenticatorAttachment(request.form["kind"]),
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(
        self,
        user: Person | None,  # type: ignore[override]  # noqa: ARG002
        usage: list[str],  # noqa: ARG002
    ) -> UserVerificationRequirement:
        """A finger, a face or a code each time: that makes a passkey enough."""
        return UserVerificationRequirement.REQUIRED


def spend_challenge(challenge: str) -> bool:
    """Whether this is what the browser was last asked to sign. It is asked only once."""
    return hmac.compare_digest(session.pop(CHALLENGE, ""), challenge)
