"""Domain errors and HTTP errors become pages that say what to do next."""

from __future__ import annotations

import logging
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.core.errors import DomainError, Forbidden, NotFound, TooSoon
from app.extensions import accepts_page, current_actor, db

logger = logging.getLogger(__name__)

WORDS = {
    400: ("That request was not complete", "Go back, reload the page and try again."),
    403: (Forbidden.title, Forbidden.message),
    404: (NotFound.title, NotFound.message),
    405: ("That does not work here", "Go back and use the buttons on the page."),
    413: (
        "That is too much at once",
        "Shorten the text and try again. Films are sent from the page of their cycle.",
    ),
    429: (
        "That was very fast",
        "Nothing is lost. Wait a moment, go back, and try again.",
    ),
    500: (
        "Something went wrong on our side",
        "Nothing you had saved is lost. Try again; if it keeps happening, tell the association.",
    ),
}

NEVER_SHOWN = ("password", "token", "draft_key", "next", "-found", "-shown")
"""Parts of the names of fields that are no text of anybody's."""

WORDS_OF_A_TEXT = 4
"""What has fewer words is typed again sooner than copied."""

KEPT_HEADERS = {"Allow", "Retry-After"}
"""What an HTTP error tells programs beside its words."""


class WayOn(NamedTuple):
    """The button of a refusal."""

    href: str
    label: str


def install(app: Flask) -> None:
    """Answer every error of ``app`` in the portal's own words."""
    app.register_error_handler(DomainError, answer_domain_error)
    app.register_error_handler(TooSoon, answer_wait)
    app.register_error_handler(CSRFError, answer_csrf_error)
    app.register_error_handler(HTTPException, answer_http_error)


def answer_domain_error(error: DomainError) -> ResponseReturnValue:
    """The rule that was broken, with its own status."""
    return _answer(error.status, error.title, error.message, _offer_way_on(error))


def answer_wait(error: TooSoon) -> ResponseReturnValue:
    """The same, and when to try again for programs."""
    page, status = _answer(error.status, error.title, error.message, _offer_way_on(error))
    return page, status, {"Retry-After": str(error.wait_s)}


def answer_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """The page was open longer than the session that made it."""
    return _answer(
        400,
        "This page was open for a long time",
        "You may have signed out and in again meanwhile. Go back to the page: the text you typed comes back. Then "
        "send it again.",
        WayOn(_find_page_of_form(), "Back to the page"),
    )


def answer_http_error(error: HTTPException) -> ResponseReturnValue:
    """Everything Flask itself refuses; redirects pass."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    title, message = WORDS.get(status, (error.name, "Go back and try again."))
    body, _ = _answer(status, title, message)
    kept = {name: value for name, value in error.get_headers() if name in KEPT_HEADERS}
    if status == 429 and "wait_s" in g:  # `rate_limits` notes it
        kept["Retry-After"] = str(g.wait_s)
    return body, status, kept


def _answer(status: int, title: str, message: str, way_on: WayOn | None = None) -> tuple[str, int]:
    _note_refusal(status)
    db.session.rollback()  # the refused request leaves nothing, and the page's frame reads anew
    if not accepts_page():
        return f"{message}\n", status
    page = render_template(
        "errors/error.html",
        title=title,
        message=message,
        status=status,
        way_on=way_on or WayOn(url_for("home.index"), "Go to your first page"),
        typed=[] if status == 413 else _list_long_texts(),
    )
    return page, status


def _note_refusal(status: int) -> None:
    """Leave a line for whoever looks for somebody who tries doors: by ids, and by endpoints, for paths may hold keys."""
    person_id = current_actor().person_id
    if status < 500 and (request.endpoint is not None or person_id > 0):
        logger.warning(
            "Refused with %s: %s %s, person %s",
            status,
            request.method,
            request.endpoint,
            max(person_id, 0) or "unknown",
        )


def _offer_way_on(error: DomainError) -> WayOn | None:
    if error.way_on is None:
        return None
    endpoint, label = error.way_on
    return WayOn(url_for(endpoint, next=_find_page_of_form()), label)


def _find_page_of_form() -> str:
    """The path of the page that was sent, as the browser tells it; the first page where that is none of ours."""
    came_from = urlsplit(request.referrer or "")
    path = "/" + came_from.path.lstrip("/")  # two slashes would lead to another site
    is_ours = came_from.netloc == request.host and "\\" not in path
    return path if is_ours else url_for("home.index")


def _list_long_texts() -> list[str]:
    """What somebody wrote and could not send, to be copied where no script brings it back."""
    if request.method != "POST" or _is_from_elsewhere():
        return []
    texts = (
        text
        for name, text in request.form.items(multi=True)
        if not any(part in name for part in NEVER_SHOWN)
    )
    return [text for text in texts if len(text.split()) >= WORDS_OF_A_TEXT]


def _is_from_elsewhere() -> bool:
    """Whether another site's page sent this: its words must not be read as the portal's."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
