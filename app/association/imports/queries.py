"""Imports and their lines, read; and what the portal knows of the people in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.changes.models import AddressChange, RoleWithdrawal
from app.accounts.invitations.queries import list_newcomers
from app.accounts.models import Person, Role, person_role
from app.accounts.profiles.models import ChoiceKind
from app.accounts.profiles.queries import list_choices
from app.accreditation.models import Award
from app.allocations.models import Allocation, AllocationKind
from app.association.imports.catalogue import Catalogue
from app.association.imports.known import Known, KnownPerson, KnownTraining
from app.association.imports.models import LineOutcome, MemberImport, MemberImportRow
from app.association.imports.policies import can_import_members
from app.association.imports.sheets.member_list import Line
from app.core.actor import Actor, RoleName
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.pathways.models import PathwayVersion
from app.pathways.queries import get_default_version
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.models import Enrolment


def list_imports(actor: Actor, page: int = 1) -> Page[MemberImport]:
    """Every list that was brought in, the latest first."""
    require(can_import_members(actor))
    statement = sa.select(MemberImport)
    latest_first = statement.options(joinedload(MemberImport.created_by)).order_by(
        MemberImport.created_at.desc(), MemberImport.id.desc()
    )
    return read_page(db.session(), latest_first, count_rows(statement), page).build(itemgetter(0))


def get_import(actor: Actor, uuid: UUID) -> MemberImport:
    """The import at this address. Raises NotFound."""
    require(can_import_members(actor))
    found = db.session.scalar(
        sa.select(MemberImport)
        .where(MemberImport.uuid == uuid)
        .options(joinedload(MemberImport.created_by), joinedload(MemberImport.confirmed_by))
    )
    if found is None:
        raise NotFound
    return found


def list_rows(
    actor: Actor, member_import: MemberImport, *, only_problems: bool, page: int = 1
) -> Page[MemberImportRow]:
    """One page of its lines, in the order of the file."""
    require(can_import_members(actor))
    statement = _select_rows(member_import, only_problems=only_problems)
    in_order = statement.order_by(MemberImportRow.number)
    return read_page(db.session(), in_order, count_rows(statement), page).build(itemgetter(0))


def list_all_rows(
    actor: Actor, member_import: MemberImport, *, only_problems: bool = False
) -> Sequence[MemberImportRow]:
    """All of its lines at once."""
    require(can_import_members(actor))
    statement = _select_rows(member_import, only_problems=only_problems)
    return db.session.scalars(statement.order_by(MemberImportRow.number)).all()


def list_lines(actor: Actor, member_import: MemberImport) -> Sequence[Line]:
    """Its lines as they were typed."""
    return [Line(row.number, row.cells) for row in list_all_rows(actor, member_import)]


def list_uninvited(actor: Actor, member_import: MemberImport) -> Sequence[Person]:
    """Those this import added who have no password yet and no invitation that still works."""
    require(can_import_members(actor))
    added = sa.select(MemberImportRow.person_id).where(
        MemberImportRow.import_id == member_import.id
    )
    return list_newcomers(actor, Person.id.in_(added))


def list_old_imports(actor: Actor, before: datetime) -> Sequence[MemberImport]:
    """Imports whose lines have been kept long enough."""
    require(actor.is_system)
    return db.session.scalars(
        sa.select(MemberImport).where(
            MemberImport.created_at < before,
            MemberImport.cleared_at.is_(None),
            MemberImport.cancelled_at.is_(None),
        )
    ).all()


def _select_rows(member_import: MemberImport, *, only_problems: bool) -> sa.Select[MemberImportRow]:
    statement = sa.select(MemberImportRow).where(MemberImportRow.import_id == member_import.id)
    if only_problems:
        statement = statement.where(MemberImportRow.outcome == LineOutcome.PROBLEM)
    return statement


def read_catalogue(actor: Actor) -> Catalogue:
    """Everything the cells of a list may name. Raises NotFound before a pathway is set up."""
    require(can_import_members(actor))
    versions = db.session.scalars(
        sa.select(PathwayVersion).options(
            joinedload(PathwayVersion.pathway),
            selectinload(PathwayVersion.stages),
            selectinload(PathwayVersion.requirements),
        )
    ).all()
    choices: dict[ChoiceKind, dict[str, int]] = {}
    for kind, entries in list_choices(actor).items():
        offered = [entry for entry in entries if entry.retired_at is None]
        choices[kind] = {entry.name.casefold(): entry.id for entry in offered}
    return Catalogue(versions, get_default_version(), choices)


def read_known(actor: Actor, addresses: Collection[str]) -> Known:
    """What the portal knows of the people with these addresses, and every accreditation number, in a few statements."""
    require(can_import_members(actor))
    people = _find_people(addresses)
    ids = {person.id for person in people.values()}
    roles, withdrawn, trainings = _list_roles(ids), _list_withdrawn(ids), _list_trainings(ids)
    awards = db.session.execute(sa.select(Award.number, Award.person_id)).all()
    numbers: dict[int, list[str]] = {}
    for number, person_id in awards:
        numbers.setdefault(person_id, []).append(number)
    return Known(
        people={
            address: KnownPerson(
                id=person.id,
                full_name=person.full_name,
                active=person.active,
                roles=frozenset(roles.get(person.id, ())),
                trainings=trainings.get(person.id, ()),
                numbers=numbers.get(person.id, ()),
                withdrawn=frozenset(withdrawn.get(person.id, ())),
                former_address=address != person.email,
            )
            for address, person in people.items()
        },
        owners={number.casefold(): person_id for number, person_id in awards},
    )


def _find_people(addresses: Collection[str]) -> Mapping[str, Person]:
    """Address -> who signs in with it now or, where nobody does, who did so last."""
    former = db.session.execute(
        sa.select(AddressChange.former_email, Person)
        .join(Person, Person.id == AddressChange.person_id)
        .where(AddressChange.former_email.in_(addresses))
        .order_by(AddressChange.id)
    ).all()
    present = db.session.execute(
        sa.select(Person.email, Person).where(Person.email.in_(addresses))
    ).all()
    return {**dict(former), **dict(present)}


def _list_withdrawn(person_ids: Collection[int]) -> Mapping[int, Collection[RoleName]]:
    found: dict[int, list[RoleName]] = {}
    for person_id, role in db.session.execute(
        sa.select(RoleWithdrawal.person_id, RoleWithdrawal.role).where(
            RoleWithdrawal.person_id.in_(person_ids)
        )
    ):
        found.setdefault(person_id, []).append(role)
    return found


def _list_roles(person_ids: Collection[int]) -> Mapping[int, Collection[RoleName]]:
    found: dict[int, list[RoleName]] = {}
    for person_id, name in db.session.execute(
        sa.select(person_role.c.person_id, Role.name)
        .join(Role, Role.id == person_role.c.role_id)
        .where(person_role.c.person_id.in_(person_ids))
    ):
        found.setdefault(person_id, []).append(RoleName(name))
    return found


def _list_trainings(person_ids: Collection[int]) -> Mapping[int, Sequence[KnownTraining]]:
    supervised = sa.exists().where(
        Allocation.enrolment_id == Enrolment.id, Allocation.kind == AllocationKind.SUPERVISOR
    )
    brought = sa.exists().where(BroughtForward.enrolment_id == Enrolment.id)
    reviewers: dict[int, set[int]] = {}
    for enrolment_id, reviewer_id in db.session.execute(
        sa.select(Allocation.enrolment_id, Allocation.person_id)
        .join(Allocation.enrolment)
        .where(
            Enrolment.person_id.in_(person_ids),
            Allocation.kind == AllocationKind.REVIEWER,
            Allocation.ended_at.is_(None),
        )
    ):
        reviewers.setdefault(enrolment_id, set()).add(reviewer_id)
    found: dict[int, list[KnownTraining]] = {}
    for person_id, enrolment_id, version_id, was_supervised, has_position in db.session.execute(
        sa.select(
            Enrolment.person_id, Enrolment.id, Enrolment.version_id, supervised, brought
        ).where(Enrolment.person_id.in_(person_ids))
    ):
        reviewing = frozenset(reviewers.get(enrolment_id, ()))
        training = KnownTraining(enrolment_id, version_id, was_supervised, has_position, reviewing)
        found.setdefault(person_id, []).append(training)
    return found
