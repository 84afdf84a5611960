"""What every form shares. The one file of `core` that knows the web."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than its stubs

from app.core.errors import DomainError, NotFound

__all__ = ["BaseForm", "Choice", "filled", "read_uuid"]


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Shape and messages; rules that need data live in services and come back through `show`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "csrf_token" in self:
            self.csrf_token.name = (
                "csrf_token"  # also where a prefix tells two forms of a page apart
            )

    def show(self, error: DomainError) -> None:
        """Show a broken rule where it happened: at its field, or at the top where it names none."""
        if error.field and error.field in self:
            self[error.field].errors = [*self[error.field].errors, error.message]
        else:
            self.form_errors.append(error.message)

    def show_or_raise(self, error: DomainError) -> None:
        """Show what can be put right in the form; raise again what cannot, which has a page of its own."""
        if error.status != 422:
            raise error
        self.show(error)


def filled(field: Field) -> Any:
    """What somebody entered in a required field of a form that has validated: never None."""
    assert field.data is not None, f"{field.name} is read before the form has validated"  # noqa: S101
    return field.data


def read_uuid(text: str) -> UUID:
    """What a page put into a choice or a hidden field. Raises NotFound: something else names nothing that exists."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
