"""What Flask-Security is built from where it deals with second factors."""

from __future__ import annotations

from typing import Any

from app.accounts.factors import forms
from app.accounts.factors.authenticators import SingleUseTotp
from app.accounts.factors.passkeys import PasskeyUtil
from app.accounts.factors.recovery_codes import SingleUseRecoveryCodes

FACTOR_PARTS: dict[str, Any] = {
    "totp_cls": SingleUseTotp,
    "webauthn_util_cls": PasskeyUtil,
    "mf_recovery_codes_util_cls": SingleUseRecoveryCodes,
    "two_factor_verify_code_form": forms.CodeForm,
    "two_factor_rescue_form": forms.NoRescueForm,
    "mf_recovery_form": forms.RecoveryCodeForm,
    "wan_register_form": forms.PasskeyForm,
    "wan_register_response_form": forms.PasskeyAnswerForm,
    "wan_signin_form": forms.PasskeySignInForm,
    "wan_signin_response_form": forms.PasskeySignInAnswerForm,
}
"""The portal's own parts, by the names of `Security`'s arguments."""
