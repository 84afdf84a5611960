"""Writing what a list adds: a few statements for each table, whatever the number of members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from app.accounts.models import Person, Role, person_role
from app.accounts.profiles.models import ChoiceKind, Profile
from app.accreditation.awards.services import EarlierAward, take_over_awards
from app.allocations.models import Allocation, AllocationKind
from app.association.imports.changes import Change
from app.audit.services import Event, record_events
from app.core.actor import Actor
from app.extensions import db
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.models import Enrolment, StageOpening

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A member with the keys of their person and, where they are in training, of that."""

    change: Change
    person_id: int
    enrolment_id: int | None


def add_members(
    actor: Actor, changes: Sequence[Change], known: Mapping[str, int]
) -> Mapping[str, int]:
    """Write all changes; ``known`` are ids of people by address. Answers the same of everybody who was added."""
    added = _add_people(actor, [change for change in changes if change.person_id is None])
    ids = {**known, **added}
    trainings = _add_trainings(actor, [change for change in changes if change.training], ids)
    subjects = [
        Subject(
            change,
            ids[change.member.email],
            trainings.get(change.member.email, change.enrolment_id),
        )
        for change in changes
    ]
    _add_roles(actor, subjects)
    _add_profiles(subjects)
    _add_supervisors(actor, subjects, ids)
    _add_positions(actor, subjects)
    take_over_awards(actor, list(_list_awards(subjects)))
    return added


def _add_people(actor: Actor, changes: Sequence[Change]) -> Mapping[str, int]:
    rows: list[Row] = [
        {
            "uuid": uuid4(),
            "email": change.member.email,
            "full_name": change.member.full_name,
            "known_as": change.member.full_name.split()[0][:80],
            "fs_uniquifier": uuid4().hex,
        }
        for change in changes
    ]
    ids = _insert(Person, rows)
    record_events(
        actor,
        [Event("person.added", "person", row["uuid"], about=ids[row["uuid"]]) for row in rows],
    )
    return {row["email"]: ids[row["uuid"]] for row in rows}


def _add_trainings(
    actor: Actor, changes: Sequence[Change], ids: Mapping[str, int]
) -> Mapping[str, int]:
    """Address -> the training that was registered; its first stage opens on that day."""
    rows: list[Row] = []
    openings: list[Row] = []
    for change in changes:
        if training := change.training:
            row = {
                "uuid": uuid4(),
                "person_id": ids[change.member.email],
                "version_id": training.version.id,
                "course_completed_on": training.course_on,
                "registered_on": training.registered_on,
            }
            rows.append(row)
            openings.append(
                {
                    "stage_id": training.version.stages[0].id,
                    "effective_on": training.registered_on,
                    "uuid": row["uuid"],
                }
            )
    enrolments = _insert(Enrolment, rows)
    if openings:
        db.session.execute(
            sa.insert(StageOpening),
            [{**row, "enrolment_id": enrolments[row.pop("uuid")]} for row in openings],
        )
    record_events(
        actor,
        [
            Event("trainee.registered", "enrolment", row["uuid"], about=row["person_id"])
            for row in rows
        ],
    )
    by_person = {row["person_id"]: enrolments[row["uuid"]] for row in rows}
    return {change.member.email: by_person[ids[change.member.email]] for change in changes}


def _add_roles(actor: Actor, subjects: Iterable[Subject]) -> None:
    roles = {role.name: role.id for role in db.session.scalars(sa.select(Role))}
    given = [(s, name) for s in subjects for name in sorted(s.change.roles)]
    if given:
        db.session.execute(
            sa.insert(person_role),
            [
                {"person_id": s.person_id, "role_id": roles[name], "granted_by_id": actor.hand}
                for s, name in given
            ],
        )
    people = _find_uuids([s.person_id for s, _ in given])
    record_events(
        actor,
        [
            Event(f"role.granted.{name}", "person", people[s.person_id], about=s.person_id)
            for s, name in given
        ],
    )


def _add_profiles(subjects: Iterable[Subject]) -> None:
    rows = [
        {
            "person_id": subject.person_id,
            **{f"{kind.value}_id": said.choices.get(kind) for kind in ChoiceKind},
            "registration_number": said.registration_number,
            "employer": said.employer,
        }
        for subject in subjects
        if (said := subject.change.profile)
    ]
    if rows:
        db.session.execute(sa.insert(Profile), rows)


def _add_supervisors(actor: Actor, subjects: Iterable[Subject], ids: Mapping[str, int]) -> None:
    led = [s for s in subjects if s.change.supervisor and s.enrolment_id]
    rows: list[Row] = [
        {
            "uuid": uuid4(),
            "kind": AllocationKind.SUPERVISOR,
            "person_id": ids[s.change.supervisor or ""],
            "enrolment_id": s.enrolment_id,
            "allocated_by_id": actor.person_id,
        }
        for s in led
    ]
    if rows:
        db.session.execute(sa.insert(Allocation), rows)
    record_events(
        actor,
        [
            Event("allocation.started", "allocation", row["uuid"], about=s.person_id)
            for row, s in zip(rows, led, strict=True)
        ],
    )


def _add_positions(actor: Actor, subjects: Iterable[Subject]) -> None:
    rows, events = [], []
    for subject in subjects:
        if position := subject.change.position:
            row: Row = {
                "uuid": uuid4(),
                "enrolment_id": subject.enrolment_id,
                "stage_id": position.stage.id,
                "effective_on": position.covers_until,
                "cycles": position.whole.cycles,
                "clients": position.whole.clients,
                "minutes": position.whole.minutes,
                "stage_cycles": position.in_stage.cycles,
                "stage_clients": position.in_stage.clients,
                "stage_minutes": position.in_stage.minutes,
                "evidence": position.evidence,
                "recorded_by_id": actor.person_id,
            }
            rows.append(row)
            events.append(
                Event("position.recorded", "position", row["uuid"], about=subject.person_id)
            )
    if rows:
        db.session.execute(sa.insert(BroughtForward), rows)
    record_events(actor, events)


def _list_awards(subjects: Iterable[Subject]) -> Iterable[EarlierAward]:
    for subject in subjects:
        if earlier := subject.change.accreditation:
            yield EarlierAward(subject.person_id, earlier.number, earlier.accredited_on)


def _insert(model: type[Person] | type[Enrolment], rows: Sequence[Row]) -> Mapping[UUID, int]:
    """Write rows and answer their keys by uuid."""
    if not rows:
        return {}
    db.session.execute(sa.insert(model), rows)
    written = sa.select(model.uuid, model.id).where(model.uuid.in_([row["uuid"] for row in rows]))
    return dict(db.session.execute(written).all())


def _find_uuids(person_ids: Sequence[int]) -> Mapping[int, UUID]:
    found = sa.select(Person.id, Person.uuid).where(Person.id.in_(person_ids))
    return dict(db.session.execute(found).all())
