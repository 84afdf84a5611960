"""What a browser asks for when somebody should show again who they are."""

from __future__ import annotations

from wtforms import PasswordField

from app.core.forms import BaseForm


class ConfirmationForm(BaseForm):
    """A password beside what is carried along; the name does not meet that of any other form's field."""

    confirm_password = PasswordField("Your password")

    def refuse(self, what: str) -> None:
        """Say that the ``what`` was not the right one."""
        self.confirm_password.errors = [f"That is not your {what}. Try again."]
