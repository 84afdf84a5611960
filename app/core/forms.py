"""What every form shares. The one file of `core` that knows the web."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, ValidationError

from app.core.errors import DomainError, NotFound
from app.core.time_range import TimeUnreadable, parse_ms

__all__ = ["BaseForm", "Choice", "SentOnce", "check_time", "filled", "read_uuid"]

Made = TypeVar("Made")


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

    def attempt(self, use_case: Callable[[], Made]) -> Made | None:
        """Do it with a form that is whole; None where something has to be put right, with the words at their field.

        Raises what cannot be put right in the form, as `show_or_raise`.
        """
        if not self.validate():
            return None
        try:
            return use_case()
        except DomainError as error:
            self.show_or_raise(error)
            return None

    def show_or_raise(self, error: DomainError) -> None:
        """Show what can be put right in the form; raise again what cannot, which has a page of its own."""
        if error.status != 422:
            raise error
        self.show(error)


def check_uuid(_form: BaseForm, field: Field) -> None:
    """The page's own mark against sending twice is whole."""
    try:
        UUID(field.data)
    except ValueError as error:
        raise ValidationError("Reload the page and send this again.") from error


def check_time(_form: BaseForm, field: Field) -> None:
    """A time that was typed can be read; the page shows how to write one."""
    try:
        parse_ms(field.data or "0")
    except TimeUnreadable as error:
        raise ValidationError(error.message) from error


class SentOnce(BaseForm):
    """A form whose page gave it a uuid: sent twice, it makes one thing."""

    uuid = HiddenField(validators=[DataRequired(), check_uuid])

    def get_uuid(self) -> UUID:
        """The uuid of what this form makes."""
        return UUID(self.uuid.data)


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
