"""Wordings and acceptances, read. What is published, everybody may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.accounts.agreements.models import Acceptance, AgreementKind, AgreementVersion
from app.accounts.agreements.policies import can_publish
from app.accounts.models import Person
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db


@dataclass(frozen=True, slots=True)
class Standing:
    """A wording in force: ``accepted`` of ``people`` with an open account have accepted it."""

    version: AgreementVersion
    accepted: int
    people: int


def has_to_accept(actor: Actor) -> bool:
    """Whether a wording in force waits for this person's word. Asked in every request: one question, two indexes."""
    waiting = sa.select(AgreementVersion.id).where(_in_force(), ~_accepted_by(actor))
    return db.session.scalar(waiting.limit(1)) is not None


def list_waiting(actor: Actor) -> Sequence[AgreementVersion]:
    """The wordings in force that the person has not accepted, the code of conduct first."""
    waiting = sa.select(AgreementVersion).where(_in_force(), ~_accepted_by(actor))
    return db.session.scalars(waiting.order_by(AgreementVersion.kind)).all()


def list_in_force() -> Sequence[AgreementVersion]:
    """The newest wording of each document, the code of conduct first."""
    newest = sa.select(AgreementVersion).where(_in_force()).order_by(AgreementVersion.kind)
    return db.session.scalars(newest).all()


def get_in_force(kind: AgreementKind) -> AgreementVersion:
    """The newest wording of one document. Raises NotFound before the association is prepared."""
    found = db.session.scalar(
        sa.select(AgreementVersion).where(_in_force(), AgreementVersion.kind == kind)
    )
    if found is None:
        raise NotFound
    return found


def get_version(version_uuid: UUID) -> AgreementVersion:
    """One wording, in force or earlier. Raises NotFound."""
    found = db.session.scalar(
        sa.select(AgreementVersion).where(AgreementVersion.uuid == version_uuid)
    )
    if found is None:
        raise NotFound
    return found


def find_last_accepted(actor: Actor) -> Mapping[AgreementKind, Acceptance]:
    """For each document the newest wording that the person accepted, and when."""
    mine = (
        sa.select(Acceptance)
        .join(Acceptance.version)
        .where(Acceptance.person_id == actor.person_id)
        .options(joinedload(Acceptance.version))
        .order_by(AgreementVersion.number)
    )
    return {one.version.kind: one for one in db.session.scalars(mine)}


def has_accepted(actor: Actor, version: AgreementVersion) -> bool:
    """Whether the person has accepted this very wording."""
    found = sa.exists().where(
        Acceptance.version_id == version.id, Acceptance.person_id == actor.person_id
    )
    return bool(db.session.scalar(sa.select(found)))


def page_versions(
    actor: Actor, kind: AgreementKind, page: int = 1
) -> Page[tuple[AgreementVersion, int]]:
    """Every wording of one document, newest first, each with how many people accepted it; for the office."""
    require(can_publish(actor))
    accepted = (
        sa.select(sa.func.count())
        .where(Acceptance.version_id == AgreementVersion.id)
        .correlate(AgreementVersion)
        .scalar_subquery()
    )
    those = sa.select(AgreementVersion, accepted).where(AgreementVersion.kind == kind)
    newest_first = those.order_by(AgreementVersion.number.desc()).options(
        joinedload(AgreementVersion.published_by)
    )
    counted = count_rows(sa.select(AgreementVersion.id).where(AgreementVersion.kind == kind))
    return read_page(db.session(), newest_first, counted, page).build(itemgetter(0, 1))


def list_standings(actor: Actor) -> Sequence[Standing]:
    """For the office: each wording in force, and how many of those with an open account have accepted it."""
    require(can_publish(actor))
    accepted = (
        sa.select(sa.func.count())
        .select_from(Acceptance)
        .join(Person, Person.id == Acceptance.person_id)
        .where(Acceptance.version_id == AgreementVersion.id, Person.active)
        .correlate(AgreementVersion)
        .scalar_subquery()
    )
    people = sa.select(sa.func.count()).where(Person.active).scalar_subquery()
    rows = db.session.execute(
        sa.select(AgreementVersion, accepted, people)
        .where(_in_force())
        .order_by(AgreementVersion.kind)
    )
    return [Standing(*row) for row in rows]


def _in_force() -> sa.ColumnElement[bool]:
    newer = aliased(AgreementVersion)
    replaced = sa.exists().where(
        newer.kind == AgreementVersion.kind, newer.number > AgreementVersion.number
    )
    return ~replaced.correlate(AgreementVersion)


def _accepted_by(actor: Actor) -> sa.ColumnElement[bool]:
    accepted = sa.exists().where(
        Acceptance.version_id == AgreementVersion.id, Acceptance.person_id == actor.person_id
    )
    return accepted.correlate(AgreementVersion)
