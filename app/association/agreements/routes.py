"""The office words what everybody agrees to."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.agreements import queries, services
from app.accounts.agreements.changes import compare_wordings
from app.accounts.agreements.models import AgreementKind
from app.accounts.agreements.policies import can_publish
from app.accounts.agreements.reading import fill_names
from app.association.agreements.forms import WordingForm
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.drafts.queries import find_draft
from app.drafts.services import keep_draft
from app.extensions import current_actor, current_settings

bp = Blueprint("wordings", __name__, url_prefix="/association/agreements")

DOCUMENT = '<any("code-of-conduct", "privacy-notice"):document>'


@bp.get("")
def index_wordings() -> str:
    """Both documents, with the wording in force and who has accepted it."""
    require(can_publish(current_actor()))
    return render_template(
        "association/agreements/index.html", standings=queries.list_standings(current_actor())
    )


@bp.get(f"/{DOCUMENT}")
def index_versions(document: str) -> str:
    """Every wording of one document, newest first."""
    chosen, number = AgreementKind(document), request.args.get("page", 1, type=int)
    page = queries.page_versions(current_actor(), chosen, number)
    return render_template("association/agreements/versions.html", kind=chosen, page=page)


@bp.get(f"/{DOCUMENT}/new")
def new_version(document: str) -> str:
    """Write a new wording, upon the one in force or upon what was written and not published."""
    actor, chosen = current_actor(), AgreementKind(document)
    require(can_publish(actor))
    in_force = queries.get_in_force(chosen)
    draft = find_draft(actor, name_draft(chosen))
    body, summary = draft.body if draft else in_force.body, request.args.get("summary", "")
    return _render_form(chosen, WordingForm(after=in_force.number, body=body, summary=summary))


@bp.post(f"/{DOCUMENT}/previews")
def create_preview(document: str) -> ResponseReturnValue:
    """How a wording reads and what it changes, before it is published."""
    actor, chosen, form = current_actor(), AgreementKind(document), WordingForm()
    require(can_publish(actor))
    if not form.validate_on_submit():
        return _render_form(chosen, form), 422
    keep_draft(actor, name_draft(chosen), form.read_body())
    return render_template(
        "association/agreements/preview.html",
        kind=chosen,
        form=form,
        words=fill_names(form.read_body(), current_settings()),
        changes=compare_wordings(queries.get_in_force(chosen).body, form.read_body()),
        draft_key=name_draft(chosen),
    )


@bp.post(f"/{DOCUMENT}")
def create_version(document: str) -> ResponseReturnValue:
    """Publish a wording: everybody is asked for it."""
    actor, chosen, form = current_actor(), AgreementKind(document), WordingForm()
    require(can_publish(actor))
    try:
        if form.validate_on_submit():
            summary, after = filled(form.summary), filled(form.after)
            services.publish_version(actor, chosen, form.read_body(), summary, after=after)
            flash(f"{chosen.label}: version {after + 1} is in force.", "success")
            return redirect(url_for(".index_wordings"))
    except DomainError as error:
        form.show(error)
    return _render_form(chosen, form), 422


def name_draft(kind: AgreementKind) -> str:
    """The key under which an unpublished wording is kept for whoever writes it."""
    return f"agreements/{kind}"


def _render_form(kind: AgreementKind, form: WordingForm) -> str:
    draft = {"data-draft": name_draft(kind)}  # previewing must not count as sending
    form.body.render_kw = {**form.body.render_kw, **draft}
    return render_template("association/agreements/new.html", kind=kind, form=form)
