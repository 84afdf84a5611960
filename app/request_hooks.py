"""The request boundary: who is asking, deny by default, read-only GET, commit or roll back."""

from __future__ import annotations

import io
import sys
from typing import IO

from flask import Flask, Request, Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app.accounts.sign_ins.browser import note_presence
from app.allocations.queries import build_actor
from app.clips.annotations.imports.reading.file import LARGEST
from app.clips.uploads.headers import STREAMED_BODY
from app.confirmation import ask_for_confirmation, take_confirmation
from app.core.actor import NOBODY
from app.core.database import AccessMode, access_mode
from app.core.errors import DomainError
from app.drafts.services import forget_draft
from app.extensions import accepts_page, db, write_kept
from app.headers import STATIC_ENDPOINTS
from app.obstacles import meet_obstacle
from app.wording.noted import record_noted

PUBLIC_ENDPOINTS = STATIC_ENDPOINTS | frozenset(
    {
        "security.login",
        "security.forgot_password",
        "security.reset_password",
        "security.two_factor_token_validation",
        "security.mf_recovery",
        "security.wan_signin",
        "security.wan_signin_response",
        "factors.show_lost",
        "acceptances.show_invitation",
        "acceptances.create_account",
        "home.show_health",
        "agreements.show_code_of_conduct",
        "agreements.show_privacy_notice",
        "visits.show_kept",
        "visits.show_worker",
    }
)
"""All that a signed-out visitor can reach. Everything else asks for a sign-in first."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
STREAMED_ENDPOINTS = frozenset({"uploads.update_upload", "uploads.override_method"})
"""A film on its way: read piece by piece by its own handler, which opens its own short transactions."""

FINISHING_ENDPOINTS = STREAMED_ENDPOINTS | {"uploads.show_offset"}
"""What a film on its way may still ask after its sign-in ran out of time."""

HASHING_ENDPOINTS = frozenset(
    {
        "security.login",
        "security.verify",
        "security.forgot_password",
        "acceptances.create_account",
    }
)
"""Forms that take their time over a password, for anybody: they must not hold the write lock meanwhile."""


FILE_ENDPOINTS = frozenset({"imports.create_import", "annotation_imports.create_import"})
"""Forms with a file that is read before anything is written."""

LARGE_FORMS = {"annotation_imports.create_import": LARGEST + 1024 * 1024}
"""Forms whose file may be larger than others, and how many bytes they have with it."""


class SignedOut(DomainError):
    """Somebody sent a form after their session had ended."""

    status = 401
    title = "You have been signed out"
    message = "Nothing you typed is lost: sign in, and your text comes back on the page you were on. Then send it again."
    way_on = ("security.login", "Sign in and go back")


class TextUnreadable(DomainError):
    """A NUL, which no keyboard types and PostgreSQL does not keep."""

    status = 400
    title = "That text cannot be kept"
    message = (
        "It holds an invisible character that is no text. Type it anew instead of pasting it, and send it "
        "again."
    )


class FormExpected(DomainError):
    """The portal has pages and forms, and no interface for programs yet."""

    status = 415
    title = "That is not a form"
    message = "The portal takes what its own forms send. Use the page in a browser."


class HeldRequest(Request):
    """A request whose files stay in memory: what people send never lies open on a disk, not even for a moment.

    All of it is bounded by ``MAX_CONTENT_LENGTH``; films are no forms and have a way of their own.
    """

    def _get_file_stream(self, *_args: object, **_more: object) -> IO[bytes]:
        return io.BytesIO()


def install(app: Flask) -> None:
    """Put the boundary around every request of ``app``, before any extension looks at the request."""
    app.request_class = HeldRequest
    app.before_request(open_request)
    app.after_request(close_request)
    app.teardown_request(leave_request)


def open_request() -> ResponseReturnValue | None:
    """Read the body, choose the transaction, find the actor, and refuse whoever may not come in."""
    g.actor = NOBODY
    access_mode.set(_choose_mode())
    if _is_streamed():
        request.max_content_length = sys.maxsize  # films have limits of their own
    elif limit := LARGE_FORMS.get(request.endpoint or ""):
        request.max_content_length = limit
        request.get_data(parse_form_data=True)
    elif request.method not in SAFE_METHODS:
        request.get_data(parse_form_data=True)  # a slow sender must not hold the write lock
    _refuse_what_is_no_text()
    take_confirmation()
    if request.endpoint in STATIC_ENDPOINTS:
        return None
    if current_user.is_authenticated:
        g.actor = build_actor(current_user)
        note_presence()
        return meet_obstacle(g.actor) or ask_for_confirmation()
    is_open = request.endpoint in PUBLIC_ENDPOINTS or request.endpoint is None
    return None if is_open else _ask_to_sign_in()


def _is_streamed() -> bool:
    return request.endpoint in STREAMED_ENDPOINTS and request.mimetype == STREAMED_BODY


def _choose_mode() -> AccessMode:
    only_reads = request.method in SAFE_METHODS or request.endpoint in (
        HASHING_ENDPOINTS | FILE_ENDPOINTS
    )
    return AccessMode.READ if only_reads or _is_streamed() else AccessMode.WRITE


def _refuse_what_is_no_text() -> None:
    if request.is_json:
        raise FormExpected
    texts = [request.path, *_list_texts(request.args), *_list_texts(request.form)]
    body = b"" if _is_streamed() or request.method in SAFE_METHODS else request.get_data()
    if b"\0" in body or any("\0" in text for text in texts):
        raise TextUnreadable


def _list_texts(fields: MultiDict[str, str]) -> list[str]:
    return [text for pair in fields.items(multi=True) for text in pair]


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method == "GET" and accepts_page():
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    raise SignedOut


def close_request(response: Response) -> Response:
    """Commit once where an unsafe request succeeded; otherwise leave no trace."""
    if access_mode.get() is AccessMode.WRITE and response.status_code < 400:
        _forget_sent_drafts()
        record_noted(g.actor, response)
        db.session.commit()
    else:
        db.session.rollback()
    write_kept()
    access_mode.set(AccessMode.WRITE)
    return response


def _forget_sent_drafts() -> None:
    keys = request.form.getlist("draft_key") if g.actor is not NOBODY else []
    for key in keys:
        forget_draft(g.actor, key)
    if keys:
        session["sent_drafts"] = keys  # the next page tells the browser to forget its own copy


def leave_request(_error: BaseException | None) -> None:
    """Worker threads are reused: the next unit of work starts from the default."""
    access_mode.set(AccessMode.WRITE)
