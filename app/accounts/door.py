"""Flask-Security's ways in, narrowed to the ones the portal means: a form, a password, a session."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask
from flask_login import current_user
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    PasswordUtil,
    ResetPasswordForm,
    Security,
    VerifyForm,
)
from flask_security.proxies import _security
from wtforms import Field, PasswordField, ValidationError
from wtforms.validators import InputRequired

from app.accounts.messages import MESSAGES
from app.accounts.models import Person
from app.accounts.passwords.rules import TOO_SHORT, find_weakness, list_own_words, normalise
from app.accounts.tries.guard import is_password, note_failed_try, note_right_try, require_may_try
from app.accounts.tries.models import TryKind
from app.core.forms import filled

ADDRESS = "Email address"


class SignInForm(LoginForm):
    """Address and password; nobody is remembered beyond the session, on machines that families' films are watched on.

    Guesses are counted, and refused without a look when they are too many. Raises TooManyTries.
    """

    remember = None  # type: ignore[assignment]  # how WTForms leaves a field of the base out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = ADDRESS

    def validate_email(self, field: Field) -> None:
        """Asked once the address has its one form, and before anything is looked up or hashed."""
        require_may_try(TryKind.PASSWORD, field.data)

    def validate(self, **kwargs: Any) -> bool:
        """Whether this is the password of the address; the same work is done for an address that nobody has."""
        self.password.data = normalise(self.password.data or "")
        is_right: bool = super().validate(**kwargs)
        if is_right:
            note_right_try(TryKind.PASSWORD, filled(self.email))
        elif self.ifield is not None:  # set once there is an address and a password to look at
            note_failed_try(TryKind.PASSWORD, filled(self.email), cast(Person | None, self.user))
        return is_right


class ProofForm(VerifyForm):
    """The password once more, of whoever is signed in. Raises TooManyTries."""

    def validate_password(self, field: Field) -> None:
        """Whether it is theirs."""
        _require_password(cast(Person, self.user), field.data)

    def validate(self, **kwargs: Any) -> bool:
        """The fields alone decide: looking again would take the time of a second hash."""
        return bool(super(VerifyForm, self).validate(**kwargs))


class ResetForm(ForgotPasswordForm):
    """The address that a link is sent to; asking counts, whether or not anybody has it. Raises TooManyTries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = ADDRESS

    def validate_email(self, field: Field) -> None:
        """Asked once the address has its one form."""
        require_may_try(TryKind.RESET, field.data)
        note_failed_try(TryKind.RESET, field.data, cast(Person | None, self.user))


class NewPasswordForm(ResetPasswordForm):
    """One field: whoever wants to be sure looks at what they typed."""

    password_confirm = None  # type: ignore[assignment]  # how WTForms leaves a field of the base out


class ChangeForm(ChangePasswordForm):
    """The password until now, and a new one. Raises TooManyTries."""

    password = PasswordField("The password you have now")
    new_password = PasswordField("Your new password", [InputRequired(TOO_SHORT)])
    new_password_confirm = None  # type: ignore[assignment]  # how WTForms leaves a field of the base out

    def validate_password(self, field: Field) -> None:
        """Whether it is theirs; whoever signs in by passkey alone has none, and proved themselves lately."""
        if current_user.password:
            _require_password(current_user, field.data)

    def validate_new_password(self, field: Field) -> None:
        """Whether it withstands guessing, and is another."""
        weak, field.data = _security.password_util.validate(field.data, False, user=current_user)
        if weak:
            raise ValidationError(weak[0])
        if self.password.data and field.data == normalise(self.password.data):
            raise ValidationError("That is the password you have. Choose another.")

    def validate(self, **kwargs: Any) -> bool:
        """The fields alone decide, as in `ProofForm`."""
        return bool(super(ChangePasswordForm, self).validate(**kwargs))


def _require_password(person: Person, typed: str | None) -> None:
    if not typed:
        raise ValidationError(MESSAGES["PASSWORD_NOT_PROVIDED"][0])
    if not is_password(person, typed):
        raise ValidationError(MESSAGES["INVALID_PASSWORD"][0])


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
        weakness = find_weakness(
            typed, list_own_words(person.full_name, person.known_as, person.email)
        )
        return ([weakness] if weakness else None), typed


DOOR_PARTS: dict[str, Any] = {
    "password_util_cls": BoundedPasswordUtil,
    "login_form": SignInForm,
    "verify_form": ProofForm,
    "forgot_password_form": ResetForm,
    "reset_password_form": NewPasswordForm,
    "change_password_form": ChangeForm,
}
"""The portal's own parts, by the names of `Security`'s arguments."""


def close_other_doors(app: Flask, security: Security) -> None:
    """No tokens instead of a session: they outlive signing out. No JSON answers, which would hand them out."""
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]
    security.want_json(lambda _request: False)
