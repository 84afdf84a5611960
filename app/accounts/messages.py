"""What Flask-Security says, in the portal's own words."""

from __future__ import annotations

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (
        "That e-mail address and password do not belong together. Check both, or ask for a new password.",
        "error",
    ),
    "PASSWORD_RESET_REQUEST": (
        "If that address has an account, a link is on its way there. It works for one day. Look among unwanted mail, too.",
        "info",
    ),
    "EMAIL_NOT_PROVIDED": ("Enter the e-mail address you sign in with.", "error"),
    "INVALID_EMAIL_ADDRESS": (
        "That does not look like an e-mail address. It has an @ in the middle.",
        "error",
    ),
    "PASSWORD_NOT_PROVIDED": ("Enter your password.", "error"),
    "INVALID_PASSWORD": ("That is not your password. Try again.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        "That link is not complete. Open it from the mail again, or ask for a new one.",
        "error",
    ),
    "PASSWORD_RESET_EXPIRED": (
        "That link has ended after %(within)s. Ask for a new one here.",
        "error",
    ),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password is saved. Sign in with it.", "success"),
    "PASSWORD_CHANGE": ("Your new password is saved. Other browsers are signed out.", "success"),
    "REAUTHENTICATION_REQUIRED": ("Please confirm that it is you.", "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        "That is not the code your app shows now, or it was used already. Wait for the next one.",
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("Welcome back.", "success"),
    "TWO_FACTOR_PERMISSION_DENIED": ("Please begin with your password.", "info"),
    "INVALID_RECOVERY_CODE": (
        "That is not one of your codes, or it was used already. Each works once.",
        "error",
    ),
    "WEBAUTHN_NAME_INUSE": ("You have a passkey called “%(name)s”. Choose another name.", "error"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": ("Use letters, digits and spaces.", "error"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (
        "Your passkey “%(name)s” is set up. From now on it is enough to sign in.",
        "success",
    ),
    "WEBAUTHN_EXPIRED": ("That took more than %(within)s. Please begin again.", "error"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": ("This passkey is set up already.", "error"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (
        "The portal does not know this passkey; it may have been removed. Use another way.",
        "error",
    ),
    "WEBAUTHN_MISMATCH_USER_HANDLE": ("That passkey is somebody else’s. Use your own.", "error"),
    "WEBAUTHN_NO_VERIFY": ("The passkey could not be checked. Please try again.", "error"),
    "API_ERROR": ("That answer was not complete. Please begin again.", "error"),
    "INVALID_INPUT": ("Use letters, digits and spaces.", "error"),
}
"""Message name of Flask-Security -> (words, category)."""
