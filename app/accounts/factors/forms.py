"""The forms of second factors; those of signing in are Flask-Security's, narrowed to what the portal means."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g
from flask_security import (
    MfRecoveryForm,
    TwoFactorRescueForm,
    TwoFactorVerifyCodeForm,
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
)
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from app.accounts.factors.passkeys import spend_challenge
from app.accounts.sign_ins.browser import note_second_factor
from app.accounts.tries.guard import check_guess
from app.accounts.tries.models import TryKind
from app.core.forms import BaseForm, Choice

LONGEST_NAME = 64
CODE_KEYS = {"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}
NAME_REQUIRED = "Give it a name, so that you can tell it from others later."


def _leave_out(_value: Any) -> str:
    """What was sent for a field that the portal does not offer counts for nothing."""
    return ""


class AppForm(BaseForm):
    """The first code of a new authenticator app."""

    code = StringField(
        "Code from the app",
        [InputRequired("Type the six digits that the app shows now.")],
        description="Six digits. They change every half minute.",
        render_kw=CODE_KEYS,
    )


class PasskeyNameForm(BaseForm):
    """Another name for a passkey."""

    name = StringField("Name", [InputRequired(NAME_REQUIRED), Length(max=LONGEST_NAME)])


class CountedCode:
    """A code of whoever has passed the first step, tried a few times only. Raises TooManyTries."""

    user: Any
    code: Field

    def validate(self, **kwargs: Any) -> bool:
        """Whether it is right; an empty field is no try."""
        look = partial(super().validate, **kwargs)  # type: ignore[misc]  # the form it is mixed into
        return check_guess(TryKind.CODE, self.user, look) if self.code.data else bool(look())


class CodeForm(CountedCode, TwoFactorVerifyCodeForm):
    """The second step: a code of the app, once."""

    code = StringField(
        "Code",
        [InputRequired("Type the six digits that your app shows now.")],
        description="The six digits that your authenticator app shows now.",
        render_kw=CODE_KEYS,
    )

    def validate(self, **kwargs: Any) -> bool:
        """Whether it is the code of this moment and was not used yet."""
        if was_right := super().validate(**kwargs):
            note_second_factor()
        return was_right


class RecoveryCodeForm(CountedCode, MfRecoveryForm):
    """The second step without the device: one of the codes on paper."""

    code = StringField(
        "Recovery code",
        [InputRequired("Type one of your recovery codes.")],
        filters=[lambda typed: "".join(str(typed or "").split()).lower()],
        description="One of the codes you kept, such as 1a2b-3c4d-5e6f. Each works once.",
        render_kw={"autocapitalize": "off", "spellcheck": "false"},
    )

    def validate(self, **kwargs: Any) -> bool:
        """Whether it is one of theirs that was not used yet."""
        if was_right := super().validate(**kwargs):
            note_second_factor()
            g.came_by_recovery_code = self.user
        return was_right


class NoRescueForm(TwoFactorRescueForm):
    """Flask-Security's ways around a lost device: the portal has a page of its own for that."""

    help_setup = RadioField(choices=[], validate_choice=False)


class PasskeyForm(WebAuthnRegisterForm):
    """A new passkey: what kind, and what it will be called."""

    kind = RadioField(
        "What kind?",
        [InputRequired("Choose one of the two.")],
        choices=[
            Choice("platform", "This device: its fingerprint, face or screen lock"),
            Choice("cross-platform", "A security key, or my phone beside this computer"),
        ],
        default="platform",
    )
    name = StringField(
        "Name",
        [InputRequired(NAME_REQUIRED), Length(max=LONGEST_NAME)],
        description="Such as “My laptop” or “Blue key”: it stands in your list.",
    )
    usage = HiddenField(filters=[lambda _: "first"])  # type: ignore[assignment]  # not asked


class PasskeyAnswerForm(WebAuthnRegisterResponseForm):
    """What the browser says of a new passkey."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether it was made for this browser just now. Extensions of the protocol are not kept."""
        is_right = spend_challenge(self.challenge) and bool(super().validate(**kwargs))
        self.extensions = ""
        return is_right


class PasskeySignInForm(WebAuthnSigninForm):
    """Begin to sign in by passkey. The passkey says whose it is; no address is typed, and nobody is remembered."""

    identity = HiddenField(filters=[_leave_out])
    remember = HiddenField(filters=[_leave_out])  # type: ignore[assignment]


class PasskeySignInAnswerForm(WebAuthnSigninResponseForm):
    """What the browser says when a passkey was shown."""

    remember = HiddenField(filters=[_leave_out])

    def validate(self, **kwargs: Any) -> bool:
        """Whether this passkey signed what this browser was asked, and its owner was verified."""
        is_right = spend_challenge(self.challenge) and bool(super().validate(**kwargs))
        if is_right:
            note_second_factor()
        return is_right
