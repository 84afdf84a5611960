"""Flask-Security's ways in, narrowed to the ones the portal means: a form, a password, a session."""

from __future__ import annotations

from flask import Flask
from flask_security import LoginForm, PasswordUtil, Security

LONGEST_PASSWORD = 1024
"""Characters of a password that count. Hashing refuses four times as many, and would answer with an error of ours."""


class SignInForm(LoginForm):
    """Address and password; nobody is remembered beyond the session, on machines that families' films are watched on."""

    remember = None  # type: ignore[assignment]  # how WTForms leaves a field of the base out


class BoundedPasswordUtil(PasswordUtil):
    """Passwords as they are typed, up to the length that counts: the same when set and when checked."""

    def normalize(self, password: str) -> str:
        """One form for letters that can be typed in several; what comes after `LONGEST_PASSWORD` is left out."""
        return super().normalize(password)[:LONGEST_PASSWORD]


def close_other_doors(app: Flask, security: Security) -> None:
    """No tokens instead of a session: they outlive signing out. No JSON answers, which would hand them out."""
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]
    security.want_json(lambda _request: False)
