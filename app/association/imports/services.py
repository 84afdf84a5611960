"""Bringing a list of members in: looked at first, written when somebody has said yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa

from app.accounts.invitations.services import invite_people
from app.association.imports.additions import add_members
from app.association.imports.cells import AddressReader, CellUnreadable
from app.association.imports.known import Known
from app.association.imports.models import LineOutcome, MemberImport, MemberImportRow
from app.association.imports.news import tell_of_roles
from app.association.imports.plan import PlannedLine, plan_import
from app.association.imports.policies import can_import_members
from app.association.imports.queries import (
    list_lines,
    list_old_imports,
    list_uninvited,
    read_catalogue,
    read_known,
)
from app.association.imports.sheets.member_list import Line, MemberList
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db

KEPT_FOR = timedelta(days=30)
"""How long the lines of an import stay; they hold names and addresses."""


class ImportClosed(Conflict):
    """An import is confirmed or cancelled once."""

    title = "This list is dealt with"
    message = "It was confirmed or cancelled meanwhile. Reload the page to see what became of it."


class PeopleMeanwhile(Conflict):
    """Somebody in the list got an account, a supervisor or a number at the same moment."""

    title = "Somebody was faster"
    message = (
        "People of this list were changed at the same moment, so nothing was written. Open the list again and confirm "
        "it once more."
    )


AT_THE_SAME_MOMENT = (
    "uq_person_email",
    "uq_award_number",
    "uq_enrolment_person_id_version_id",
    "uq_allocation_current_supervisor",
    "pk_person_role",
    "pk_accreditation_number",
)


def stage_import(actor: Actor, filename: str, members: MemberList) -> MemberImport:
    """Look at a list and keep what each line would do. No person is touched."""
    require(can_import_members(actor))
    planned, _ = _plan(actor, members.lines)
    member_import = MemberImport(
        filename=filename[-200:],
        created_by_id=actor.person_id,
        ignored=list(members.ignored),
    )
    member_import.count(_count(planned))
    db.session.add(member_import)
    db.session.flush()
    _keep_rows(member_import, planned, {})
    return member_import


def confirm_import(actor: Actor, member_import: MemberImport) -> MemberImport:
    """Write the lines without problems, judged anew against the portal as it is now.

    Raises ImportClosed and PeopleMeanwhile; then nothing is written at all.
    """
    require(can_import_members(actor))
    _close(member_import)
    planned, known = _plan(actor, list_lines(actor, member_import))
    member_import.count(_count(planned))
    changes = [row.change for row in planned if row.change is not None and not row.problems]
    ids = {address: person.id for address, person in known.people.items()}
    with refusing(db.session(), dict.fromkeys(AT_THE_SAME_MOMENT, PeopleMeanwhile)):
        added = add_members(actor, changes, ids)
    _forget_rows([member_import.id])
    _keep_rows(member_import, planned, added)
    member_import.confirmed_at, member_import.confirmed_by_id = clock.now(), actor.person_id
    record_event(actor, "members.imported", "member_import", member_import.uuid)
    tell_of_roles(actor, member_import, changes)
    db.session.flush()
    return member_import


def cancel_import(actor: Actor, member_import: MemberImport) -> None:
    """Put a list away; its lines are deleted at once. Raises ImportClosed."""
    require(can_import_members(actor))
    _close(member_import)
    member_import.cancelled_at = clock.now()
    _forget_rows([member_import.id])
    record_event(actor, "members.put_away", "member_import", member_import.uuid)


def invite_added(actor: Actor, member_import: MemberImport) -> int:
    """Send an invitation to everybody this import added who has none yet, each with the roles they hold.

    Answers how many letters leave. Raises InvitedAlready where somebody else invites at the same moment.
    """
    require(can_import_members(actor))
    return invite_people(actor, list_uninvited(actor, member_import))


def record_problems_taken(actor: Actor, member_import: MemberImport) -> None:
    """Put on record that somebody took the lines with problems out of the portal."""
    require(can_import_members(actor))
    record_event(actor, "export.made", "member_import", member_import.uuid)


def clear_old_imports(actor: Actor) -> None:
    """Delete the lines of imports that are older than `KEPT_FOR`, confirmed or not. The counts stay."""
    require(actor.is_system)
    old = list_old_imports(actor, clock.now() - KEPT_FOR)
    for member_import in old:
        member_import.cleared_at = clock.now()
    _forget_rows([member_import.id for member_import in old])


def _close(member_import: MemberImport) -> None:
    lock_row(db.session(), member_import)  # two tabs wait for each other
    if not member_import.is_open:
        raise ImportClosed


def _plan(actor: Actor, lines: Sequence[Line]) -> tuple[list[PlannedLine], Known]:
    read_address = AddressReader()
    known = read_known(actor, set(_list_addresses(lines, read_address)))
    catalogue = read_catalogue(actor)
    return plan_import(actor.person_id, lines, catalogue, known, read_address), known


def _list_addresses(lines: Iterable[Line], read_address: AddressReader) -> Iterator[str]:
    """Every address that can be read; what is wrong with the others is said with their line."""
    for line in lines:
        for column in ("email", "supervisor"):
            with suppress(CellUnreadable):
                yield read_address(line.cells.get(column, ""))


def _count(planned: Iterable[PlannedLine]) -> Mapping[LineOutcome, int]:
    return Counter(row.outcome for row in planned)


def _keep_rows(
    member_import: MemberImport, planned: Iterable[PlannedLine], added: Mapping[str, int]
) -> None:
    rows = [
        {
            "import_id": member_import.id,
            "number": row.line.number,
            "cells": dict(row.line.cells),
            "outcome": row.outcome,
            "words": list(row.words),
            "problems": [[problem.column, problem.words] for problem in row.problems],
            "person_id": added.get(row.member.email) if row.member and row.change else None,
        }
        for row in planned
    ]
    db.session.execute(sa.insert(MemberImportRow), rows)


def _forget_rows(import_ids: Sequence[int]) -> None:
    db.session.execute(sa.delete(MemberImportRow).where(MemberImportRow.import_id.in_(import_ids)))
