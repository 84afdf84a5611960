"""What Flask-Security says, in the portal's own words."""

from __future__ import annotations

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (
        "That e-mail address and password do not belong together. Check both, or ask for a new password.",
        "error",
    ),
    "GENERIC_RECOVERY": (
        "If that address has an account, a link is on its way there. It works for one day.",
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
    "REAUTHENTICATION_REQUIRED": ("Please confirm that it is you.", "info"),
}
"""Message name of Flask-Security -> (words, category)."""
