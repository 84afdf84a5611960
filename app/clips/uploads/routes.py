"""tus 1.0 on `/uploads`: a film comes in pieces, is cut off at any byte, and goes on from there."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.http import http_date

from app.cases.models import Cycle, FilmKind
from app.clips.uploads import headers, transfers
from app.clips.uploads.errors import (
    AnotherUpload,
    BodyUnreadable,
    ProtocolUnknown,
    UploadUnreadable,
    format_size,
)
from app.clips.uploads.incoming import Incoming
from app.clips.uploads.limits import FilmRoom, find_limits, find_room
from app.clips.uploads.queries import find_clip, get_cycle_to_film
from app.clips.uploads.services import begin_upload
from app.clips.uploads.transfers import Progress
from app.core.errors import DomainError
from app.extensions import current_actor, release_connection

bp = Blueprint("uploads", __name__)
bp.add_app_template_filter(format_size, "size")

PLAIN = "text/plain; charset=utf-8"


@bp.app_template_global()
def find_film_room(cycle: Cycle, kind: FilmKind) -> FilmRoom:
    """How large a film the reader may send to this place of the cycle, for the page that asks for it."""
    waiting = find_clip(current_actor(), cycle, kind)
    freed = waiting.size_bytes if waiting and not waiting.has_arrived else 0
    return find_room(current_actor(), cycle.client.organisation, freed)


@bp.before_request
def require_version() -> None:
    """Everything but OPTIONS must speak the one version. Raises ProtocolUnknown."""
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != headers.VERSION:
        raise ProtocolUnknown


@bp.after_request
def add_tus_headers(response: Response) -> Response:
    """Every answer names the version; a refusal of the version names the right one."""
    response.headers["Tus-Resumable"] = headers.VERSION
    if response.status_code == ProtocolUnknown.status:
        response.headers["Tus-Version"] = headers.VERSION
    return response


@bp.errorhandler(DomainError)
def answer_in_words(error: DomainError) -> ResponseReturnValue:
    """Programs send films: they get plain words to show, never a page."""
    return f"{error.message}\n", error.status, {"Content-Type": PLAIN}


@bp.errorhandler(AnotherUpload)
def answer_with_other_upload(error: AnotherUpload) -> ResponseReturnValue:
    """Whoever sends learns where the other film is, so that they can give it up from any device."""
    address = url_for(".show_offset", upload_uuid=error.upload)
    return f"{error.message}\n", error.status, {"Content-Type": PLAIN, "Location": address}


@bp.errorhandler(CSRFError)
def answer_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """The page was open longer than the session that made it."""
    words = "This page was open for a long time. Reload it and choose the same film again: it goes on.\n"
    return words, 400, {"Content-Type": PLAIN}


@bp.route("/uploads", methods=["OPTIONS"])
def show_abilities() -> ResponseReturnValue:
    """What this server understands of tus."""
    abilities = {
        "Tus-Version": headers.VERSION,
        "Tus-Extension": headers.EXTENSIONS,
        "Tus-Checksum-Algorithm": ",".join(headers.DIGEST_SIZES),
        "Tus-Max-Size": str(find_limits(current_actor()).film),
    }
    return "", 204, abilities


@bp.post("/uploads")
def create_upload() -> ResponseReturnValue:
    """Begin a film, or find the one begun before with the same file."""
    film = headers.parse_announcement(request.headers)
    cycle = get_cycle_to_film(current_actor(), film.cycle)
    upload = begin_upload(current_actor(), cycle, film)
    address = url_for(".show_offset", upload_uuid=upload.uuid)
    return "", 201, {"Location": address, "Upload-Expires": http_date(upload.expires_at)}


@bp.route("/uploads/<uuid:upload_uuid>", methods=["HEAD"])
def show_offset(upload_uuid: UUID) -> ResponseReturnValue:
    """How much of the film has arrived."""
    progress = transfers.measure_upload(current_actor(), upload_uuid)
    return "", 200, _describe(progress) | {"Upload-Length": str(progress.length)}


@bp.patch("/uploads/<uuid:upload_uuid>")
def update_upload(upload_uuid: UUID) -> ResponseReturnValue:
    """Take the next bytes of the film."""
    incoming = Incoming.from_request(request.environ)
    try:
        progress = _receive(upload_uuid, incoming)
    except DomainError as error:
        release_connection()
        response = make_response(answer_in_words(error))
        response.headers["Connection"] = "keep-alive" if incoming.discard() else "close"
        return response
    return "", 204, _describe(progress)


@bp.delete("/uploads/<uuid:upload_uuid>")
def delete_upload(upload_uuid: UUID) -> ResponseReturnValue:
    """Give up a film on its way."""
    transfers.cancel(current_actor(), upload_uuid)
    return "", 204


@bp.post("/uploads/<uuid:upload_uuid>")
def override_method(upload_uuid: UUID) -> ResponseReturnValue:
    """For networks that only let GET and POST through: the method stands in a header."""
    match request.headers.get("X-HTTP-Method-Override"):
        case "PATCH":
            return update_upload(upload_uuid)
        case "DELETE":
            return delete_upload(upload_uuid)
        case "HEAD":
            return show_offset(upload_uuid)
    raise UploadUnreadable


def _receive(upload_uuid: UUID, incoming: Incoming) -> Progress:
    if request.mimetype != headers.STREAMED_BODY:
        raise BodyUnreadable
    return transfers.receive_bytes(
        current_actor(),
        upload_uuid,
        headers.parse_number(request.headers, "Upload-Offset"),
        incoming,
        headers.parse_checksum(request.headers),
        headers.parse_content_digest(request.headers),
    )


def _describe(progress: Progress) -> dict[str, str]:
    described = {
        "Upload-Offset": str(progress.offset),
        "Cache-Control": "no-store",
        "Film-State": url_for("clips.show_state", clip_uuid=progress.clip_uuid),
    }
    if not progress.is_complete:
        described["Upload-Expires"] = http_date(progress.expires_at)
    return described
