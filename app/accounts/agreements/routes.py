"""What everybody agrees to: to read for anybody, to accept for those who are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.agreements import queries, services
from app.accounts.agreements.changes import compare_wordings
from app.accounts.agreements.models import Acceptance, AgreementKind, AgreementVersion
from app.accounts.agreements.reading import fill_names
from app.accounts.onward import read_onward
from app.extensions import current_actor, current_settings

bp = Blueprint("agreements", __name__)


@bp.get("/agreements")
def index_agreements() -> str:
    """The first wording that waits for the person's word; where none does, what they accepted and when."""
    actor = current_actor()
    accepted = queries.find_last_accepted(actor)
    if waiting := queries.list_waiting(actor):
        return _render_waiting(waiting, accepted.get(waiting[0].kind))
    return render_template(
        "accounts/agreements/index.html", versions=queries.list_in_force(), accepted=accepted
    )


@bp.post("/agreements/<uuid:version_uuid>/acceptances")
def create_acceptance(version_uuid: UUID) -> ResponseReturnValue:
    """Accept a wording, then go on to the next one, or to where the person was going."""
    actor = current_actor()
    services.accept(actor, queries.get_version(version_uuid))
    if queries.has_to_accept(actor):
        return redirect(url_for(".index_agreements", next=request.form.get("next")))
    return redirect(read_onward(request.form.get("next")))


@bp.get("/code-of-conduct")
def show_code_of_conduct() -> str:
    """The code of conduct in force."""
    return _render_document(AgreementKind.CODE_OF_CONDUCT)


@bp.get("/privacy")
def show_privacy_notice() -> str:
    """The privacy notice in force."""
    return _render_document(AgreementKind.PRIVACY_NOTICE)


def _render_waiting(waiting: Sequence[AgreementVersion], before: Acceptance | None) -> str:
    version = waiting[0]
    return render_template(
        "accounts/agreements/waiting.html",
        version=version,
        words=_fill(version),
        before=before,
        changes=compare_wordings(_fill(before.version), _fill(version)) if before else (),
        left=len(waiting),
        back=request.args.get("next", ""),
    )


def _render_document(kind: AgreementKind) -> str:
    version = queries.get_in_force(kind)
    return render_template(
        "accounts/agreements/document.html", version=version, words=_fill(version)
    )


def _fill(version: AgreementVersion) -> str:
    return fill_names(version.body, current_settings())
