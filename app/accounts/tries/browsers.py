"""Device cookies: a browser in which somebody has signed in is told apart from strangers who guess at their password.

After https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies. The cookie opens nothing;
its tries are only counted by themselves, so that a stranger's guessing does not keep the person out of their own browser.
"""

from __future__ import annotations

import secrets
from typing import TypeAlias

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from app.accounts.tries.models import TryKind
from app.extensions import current_settings

KNOWN_FOR_S = 180 * 24 * 60 * 60
"""How long a browser is remembered after a sign-in in it."""

PEOPLE_PER_BROWSER = 5
"""Whose browser one may be, on a computer that several people use; whoever came last stays."""

KEY_LENGTH = 16
"""How much of an account's key stands in the cookie: enough to tell five from each other."""

Knowledge: TypeAlias = dict[str, tuple[str, bool]]
"""Account -> (name of the browser for it, whether the person has signed in with it or only came by a letter)."""


def find_browser(account_key: str, kind: TryKind) -> str | None:
    """The name of this browser where it is known to be the account's own, else None.

    Whoever came by a letter has shown the mailbox, not the second factor: for codes they are a stranger.
    """
    name, has_signed_in = _read_cookie().get(account_key[:KEY_LENGTH], (None, False))
    return name if has_signed_in or kind is not TryKind.CODE else None


def remember_browser(account_key: str, *, has_signed_in: bool) -> None:
    """Give the browser of this request the cookie that tells it apart, with the answer."""
    known = _read_cookie()
    name, had_signed_in = known.pop(account_key[:KEY_LENGTH], (secrets.token_hex(16), False))
    known[account_key[:KEY_LENGTH]] = (name, had_signed_in or has_signed_in)
    value = _signer().dumps(dict(list(known.items())[-PEOPLE_PER_BROWSER:]))

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            _cookie_name(),
            value,
            max_age=KNOWN_FOR_S,
            secure=_is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response


def _read_cookie() -> Knowledge:
    try:
        found = _signer().loads(request.cookies.get(_cookie_name(), ""), max_age=KNOWN_FOR_S)
    except BadData:
        return {}
    return {account: (name, has_signed_in) for account, (name, has_signed_in) in found.items()}


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="known-browser")


def _cookie_name() -> str:
    return "__Host-browser" if _is_secure() else "browser"


def _is_secure() -> bool:
    return current_settings().public_url.startswith("https://")
