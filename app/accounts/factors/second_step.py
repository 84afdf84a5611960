"""The second step of signing in: which of a person's factors is asked for first, and where it leads."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_security import UserMixin
from flask_security.twofactor import CodeTfPlugin, is_tf_setup
from flask_security.webauthn import WebAuthnTfPlugin


class CodeStep(CodeTfPlugin):
    """A code of the authenticator app."""

    def tf_login(self, user: UserMixin, json_payload: dict[str, Any], next_loc: str | None) -> Any:
        """The page that asks for the code; it leads where the person was going."""
        return super().tf_login(user, json_payload, _drop_own_page(next_loc))


class PasskeyStep(WebAuthnTfPlugin):
    """A passkey, for whoever has no app; whoever has one is asked for its code, with the passkey beside it."""

    def get_setup_methods(self, user: UserMixin) -> list[tuple[str, str]]:
        """None where the code comes first, so that nobody is asked what to be asked."""
        return [] if is_tf_setup(user) else super().get_setup_methods(user)

    def tf_login(self, user: UserMixin, json_payload: dict[str, Any], next_loc: str | None) -> Any:
        """The page that asks for the passkey; it leads where the person was going."""
        return super().tf_login(user, json_payload, _drop_own_page(next_loc))


def _drop_own_page(next_loc: str | None) -> str | None:
    """Where nothing else was asked for, Flask-Security would lead back to the page of the first step."""
    return None if next_loc == request.url else next_loc
