"""Domain errors and HTTP errors become pages that say what to do next."""

from __future__ import annotations

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.core.errors import DomainError, Forbidden, NotFound
from app.extensions import accepts_page, db

WORDS = {
    400: ("That request was not complete", "Go back, reload the page and try again."),
    403: (Forbidden.title, Forbidden.message),
    404: (NotFound.title, NotFound.message),
    405: ("That does not work here", "Go back and use the buttons on the page."),
    413: (
        "That is too much at once",
        "Shorten the text and try again. Films are sent from the page of their cycle.",
    ),
    500: (
        "Something went wrong on our side",
        "Nothing you had saved is lost. Try again; if it keeps happening, tell the association.",
    ),
}

KEPT_HEADERS = {"Allow", "Retry-After"}
"""What an HTTP error tells programs beside its words."""


def install(app: Flask) -> None:
    """Answer every error of ``app`` in the portal's own words."""
    app.register_error_handler(DomainError, answer_domain_error)
    app.register_error_handler(CSRFError, answer_csrf_error)
    app.register_error_handler(HTTPException, answer_http_error)


def answer_domain_error(error: DomainError) -> ResponseReturnValue:
    """The rule that was broken, with its own status."""
    return _answer(error.status, error.title, error.message)


def answer_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """The page was open longer than the session that made it."""
    return _answer(
        400,
        "This page was open for a long time",
        "Go back and reload the page; the text you typed comes back. Then send it again.",
    )


def answer_http_error(error: HTTPException) -> ResponseReturnValue:
    """Everything Flask itself refuses; redirects pass."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    title, message = WORDS.get(status, (error.name, "Go back and try again."))
    body, _ = _answer(status, title, message)
    kept = {name: value for name, value in error.get_headers() if name in KEPT_HEADERS}
    return body, status, kept


def _answer(status: int, title: str, message: str) -> tuple[str, int]:
    db.session.rollback()  # the refused request leaves nothing, and the page's frame reads anew
    if not accepts_page():
        return f"{message}\n", status
    return render_template("errors/error.html", title=title, message=message, status=status), status
