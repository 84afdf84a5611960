"""What Flask-Security is told: which ways in there are, where, and with which keys."""

from __future__ import annotations

import base64
import hmac
from datetime import timedelta
from typing import Any

from app.core.clock import now
from config import Settings


def describe_door(settings: Settings) -> dict[str, Any]:
    """The settings of the installation under the names that Flask-Security reads."""
    return {
        **_describe_passwords(settings),
        **_describe_factors(settings),
        "SECURITY_DATETIME_FACTORY": now,
    }


def _describe_passwords(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_SALT": settings.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        # What is hashed again, for a reset link, is a slow salted hash already.
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CHANGE_URL": "/account/password",
        "SECURITY_POST_CHANGE_VIEW": "/account/sign-ins",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_RESET_URL": "/reset",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_EMAIL_SENDER": settings.mail_sender,
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
    }


def _describe_factors(settings: Settings) -> dict[str, Any]:
    codes_key = hmac.digest(settings.factor_key.encode(), b"recovery codes", "sha256")
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {
            "code": "app.accounts.factors.second_step.CodeStep",
            "webauthn": "app.accounts.factors.second_step.PasskeyStep",
        },
        "SECURITY_TOTP_SECRETS": {1: settings.factor_key},
        "SECURITY_TOTP_ISSUER": "VIG Portal",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [base64.urlsafe_b64encode(codes_key)],
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": "VIG Portal",
        "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
        "SECURITY_WAN_ALLOW_AS_MULTI_FACTOR": True,
        # Hints would tell strangers who has an account.
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_WAN_SIGNIN_WITHIN": timedelta(minutes=5),
        # People name things "Anna's phone (blue)".
        "SECURITY_WAN_NAME_ALLOWED_CHARS": ["L", "M", "N", "P", "Zs"],
        "SECURITY_WAN_POST_REGISTER_VIEW": "factors.index_factors",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery",
        "SECURITY_WAN_SIGNIN_URL": "/sign-in/passkey",
        "SECURITY_WAN_REGISTER_URL": "/account/factors/passkeys",
        "SECURITY_WAN_VERIFY_URL": "/verify/passkey",
        "SECURITY_FRESHNESS": timedelta(minutes=15),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
    }
