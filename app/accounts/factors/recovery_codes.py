"""Recovery codes: for the day when the phone is in the river."""

from __future__ import annotations

from flask_security import MfRecoveryCodesUtil

from app.accounts.models import Person
from app.core.database import lock_row
from app.extensions import db


class SingleUseRecoveryCodes(MfRecoveryCodesUtil):
    """Flask-Security's sealed codes, except that two requests at once cannot both use one."""

    def check_recovery_code(self, user: Person, code: str) -> bool:  # type: ignore[override]
        """Whether the code is one of theirs; whoever asks next waits until it is used up."""
        lock_row(db.session(), user)
        return bool(super().check_recovery_code(user, code))
