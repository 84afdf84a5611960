"""The office words the principles: a draft from the version in force, looked through, compared, published."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.association.vocabulary.forms import VocabularyForm, fill_form
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor
from app.frameworks import queries, services
from app.frameworks.comparing import compare
from app.frameworks.errors import VersionPublished
from app.frameworks.models import Vocabulary
from app.frameworks.policies import can_edit_vocabulary
from app.frameworks.written import Written, WrittenPrinciple, change, read_written

bp = Blueprint("vocabulary", __name__, url_prefix="/association/vocabulary")


@bp.get("")
def index_versions() -> str:
    """The version in force, the draft, and the versions before."""
    require(can_edit_vocabulary(current_actor()))
    return render_template(
        "association/vocabulary/index.html",
        in_force=queries.find_vocabulary(),
        draft=queries.find_draft(current_actor()),
        page=queries.page_versions(current_actor(), request.args.get("page", 1, type=int)),
    )


@bp.post("/drafts")
def create_draft() -> ResponseReturnValue:
    """Start a draft, or go on with the one there is."""
    draft = services.start_draft(current_actor())
    return redirect(url_for(".edit_draft", vocabulary_uuid=draft.uuid))


@bp.get("/<uuid:vocabulary_uuid>/draft")
def edit_draft(vocabulary_uuid: UUID) -> str:
    """Word a draft."""
    draft = _get_draft(vocabulary_uuid)
    return _render_draft(draft, fill_form(read_written(draft)))


@bp.post("/<uuid:vocabulary_uuid>/draft")
def update_draft(vocabulary_uuid: UUID) -> ResponseReturnValue:
    """Keep all that stands in the form, and do what its button says."""
    draft, form = _get_draft(vocabulary_uuid), VocabularyForm()
    try:
        if form.validate():
            action = request.form.get("do", "")
            written = change(form.read(), action)
            services.rewrite_draft(current_actor(), draft, _tidy(written, keep=action))
            return redirect(_find_way_on(draft, action), 303)
    except DomainError as error:
        form.show_or_raise(error)
    return _render_draft(draft, form), 422


@bp.get("/<uuid:vocabulary_uuid>")
def show_version(vocabulary_uuid: UUID) -> str:
    """One version as trainees meet it, and what it says differently from the one before."""
    version = queries.get_version(current_actor(), vocabulary_uuid)
    before = queries.find_version_before(current_actor(), version)
    changes = compare(read_written(before), read_written(version)) if before else []
    return render_template(
        "association/vocabulary/show.html", version=version, before=before, changes=changes
    )


@bp.post("/<uuid:vocabulary_uuid>/publication")
def create_publication(vocabulary_uuid: UUID) -> ResponseReturnValue:
    """Offer a draft to everybody."""
    draft = _get_draft(vocabulary_uuid)
    services.publish_draft(current_actor(), draft)
    flash("The new words are offered from now on. What was tagged keeps its own.", "success")
    return redirect(url_for(".index_versions"))


@bp.post("/<uuid:vocabulary_uuid>/removal")
def create_removal(vocabulary_uuid: UUID) -> ResponseReturnValue:
    """Give up a draft."""
    services.discard_draft(current_actor(), _get_draft(vocabulary_uuid))
    flash("The draft is discarded. The version in force stays as it is.", "success")
    return redirect(url_for(".index_versions"))


def _get_draft(vocabulary_uuid: UUID) -> Vocabulary:
    draft = queries.get_version(current_actor(), vocabulary_uuid)
    if draft.published_at is not None:
        raise VersionPublished
    return draft


def _tidy(written: Written, keep: str) -> Written:
    """Items that were emptied are left out; a new one that was just added waits for its words."""
    return written if keep.startswith("add:") else _without_empty(written)


def _without_empty(written: Written) -> Written:
    principles = [_drop_empty(principle) for principle in written.principles]
    return replace(written, principles=tuple(principles))


def _drop_empty(principle: WrittenPrinciple) -> WrittenPrinciple:
    return replace(principle, items=tuple(item for item in principle.items if item.words))


def _find_way_on(draft: Vocabulary, action: str) -> str:
    if action == "look":
        return url_for(".show_version", vocabulary_uuid=draft.uuid)
    place = action.split(":")[1] if ":" in action else ""
    anchor = f"principle-{place}" if place.isdecimal() else None
    return url_for(".edit_draft", vocabulary_uuid=draft.uuid, _anchor=anchor)


def _render_draft(draft: Vocabulary, form: VocabularyForm) -> str:
    return render_template("association/vocabulary/edit.html", draft=draft, form=form)
