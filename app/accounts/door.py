"""Flask-Security's ways in, narrowed to the ones the portal means: a form, a password, a session."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_security import LoginForm, PasswordUtil, ResetPasswordForm, Security

from app.accounts.models import Person
from app.accounts.passwords.rules import find_weakness, list_own_words, normalise


class SignInForm(LoginForm):
    """Address and password; nobody is remembered beyond the session, on machines that families' films are watched on."""

    remember = None  # type: ignore[assignment]  # how WTForms leaves a field of the base out


class NewPasswordForm(ResetPasswordForm):
    """One field: whoever wants to be sure looks at what they typed."""

    password_confirm = None  # type: ignore[assignment]  # how WTForms leaves a field of the base out


class BoundedPasswordUtil(PasswordUtil):
    """Passwords as they are typed, the same when set and when checked, judged by the portal's own rules."""

    def normalize(self, password: str) -> str:
        """See `app.accounts.passwords.rules.normalise`."""
        return normalise(password)

    def validate(
        self,
        password: str,
        is_register: bool,  # noqa: ARG002  # Flask-Security's signature
        **kwargs: Any,
    ) -> tuple[list[str] | None, str]:
        """What is wrong with a new password of ``user``, in a list, or None; and the password as it is kept."""
        person: Person = kwargs["user"]
        typed = self.normalize(password)
        weakness = find_weakness(typed, list_own_words(person.full_name, person.email))
        return ([weakness] if weakness else None), typed


def close_other_doors(app: Flask, security: Security) -> None:
    """No tokens instead of a session: they outlive signing out. No JSON answers, which would hand them out."""
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]
    security.want_json(lambda _request: False)
