"""What every form shares. The one file of `core` that knows the web."""

from __future__ import annotations

from flask_wtf import FlaskForm

from app.core.errors import DomainError


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Shape and messages; rules that need data live in services and come back through `show`."""

    def show(self, error: DomainError) -> None:
        """Show a broken rule where it happened: at its field, or at the top where it names none."""
        if error.field and error.field in self:
            self[error.field].errors = [*self[error.field].errors, error.message]
        else:
            self.form_errors.append(error.message)
