"""Bringing members in from a list: chosen, looked at, confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.association.imports import queries, services
from app.association.imports.forms import UploadForm
from app.association.imports.policies import can_import_members
from app.association.imports.problem_list import HEADINGS, list_problem_lines, read_problems
from app.association.imports.sheets.columns import COLUMNS
from app.association.imports.sheets.member_list import read_members
from app.association.imports.sheets.template_file import build_workbook, list_template_rows
from app.core.csv_lines import write_lines
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor, write_apart

bp = Blueprint("imports", __name__)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/association/imports")
def index_imports() -> str:
    """Every list that was brought in."""
    page = queries.list_imports(current_actor(), request.args.get("page", 1, type=int))
    return render_template("association/imports/index.html", page=page)


@bp.get("/association/imports/new")
def new_import() -> str:
    """Choose a list."""
    require(can_import_members(current_actor()))
    return render_template("association/imports/new.html", form=UploadForm(), columns=COLUMNS)


@bp.get("/association/imports/template.<any(csv, xlsx):kind>")
def show_template(kind: str) -> Response:
    """An empty list with every column explained."""
    require(can_import_members(current_actor()))
    if kind == "csv":
        headings, *notes = list_template_rows()
        return _answer_file(write_lines(headings, notes), "members.csv", "text/csv; charset=utf-8")
    return _answer_file([build_workbook()], "members.xlsx", WORKBOOK)


@bp.post("/association/imports")
def create_import() -> ResponseReturnValue:
    """Look at a list. The file is read first, while nobody waits for the database."""
    actor, form = current_actor(), UploadForm()
    require(can_import_members(actor))
    try:
        if form.validate_on_submit():
            file = filled(form.file)
            members = read_members(file.read())
            with write_apart():
                uuid = services.stage_import(actor, file.filename or "", members).uuid
            return redirect(url_for(".show_import", import_uuid=uuid))
    except DomainError as error:
        form.show(error)
    return render_template("association/imports/new.html", form=form, columns=COLUMNS), 422


@bp.get("/association/imports/<uuid:import_uuid>")
def show_import(import_uuid: UUID) -> str:
    """What each line would do, or what it did."""
    actor = current_actor()
    member_import = queries.get_import(actor, import_uuid)
    only_problems = request.args.get("show") == "problems"
    page = request.args.get("page", 1, type=int)
    return render_template(
        "association/imports/show.html",
        member_import=member_import,
        page=queries.list_rows(actor, member_import, only_problems=only_problems, page=page),
        only_problems=only_problems,
        uninvited=len(queries.list_uninvited(actor, member_import)),
        read_problems=read_problems,
        kept_days=services.KEPT_FOR.days,
    )


@bp.post("/association/imports/<uuid:import_uuid>/confirmation")
def create_confirmation(import_uuid: UUID) -> ResponseReturnValue:
    """Write the lines without problems."""
    actor = current_actor()
    done = services.confirm_import(actor, queries.get_import(actor, import_uuid))
    flash(f"Done: {done.adding:,} added, {done.completing:,} completed.", "success")
    return redirect(url_for(".show_import", import_uuid=import_uuid))


@bp.post("/association/imports/<uuid:import_uuid>/invitations")
def create_invitations(import_uuid: UUID) -> ResponseReturnValue:
    """Write to those this list added, now that somebody asks for it."""
    actor = current_actor()
    sent = services.invite_added(actor, queries.get_import(actor, import_uuid))
    flash(f"{sent:,} {'invitation is' if sent == 1 else 'invitations are'} on the way.", "success")
    return redirect(url_for(".show_import", import_uuid=import_uuid))


@bp.post("/association/imports/<uuid:import_uuid>/cancellation")
def create_cancellation(import_uuid: UUID) -> ResponseReturnValue:
    """Put the list away unread."""
    actor = current_actor()
    services.cancel_import(actor, queries.get_import(actor, import_uuid))
    flash("Put away. Its lines are deleted, and nothing was changed.", "success")
    return redirect(url_for(".index_imports"))


@bp.post("/association/imports/<uuid:import_uuid>/problems")
def create_problem_list(import_uuid: UUID) -> Response:
    """The lines with problems as CSV, to be corrected."""
    actor = current_actor()
    member_import = queries.get_import(actor, import_uuid)
    services.record_problems_taken(actor, member_import)
    rows = queries.list_all_rows(actor, member_import, only_problems=True)
    lines = list(write_lines(HEADINGS, list_problem_lines(rows)))
    return _answer_file(lines, "members-to-correct.csv", "text/csv; charset=utf-8")


def _answer_file(
    parts: Iterable[str] | Iterable[bytes], filename: str, content_type: str
) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(parts, content_type=content_type, headers=disposition)
