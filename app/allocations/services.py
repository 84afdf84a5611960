"""Giving and ending reasons for access."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.allocations.policies import (
    can_allocate,
    can_choose_peer,
    can_end_allocation,
    can_give_supervisor,
)
from app.allocations.queries import find_supervisor, list_running_allocations
from app.audit.services import record_event
from app.core.actor import Actor, RoleName
from app.core.database import lock_row
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.trainees.models import Enrolment


class NotASupervisor(DomainError):
    """Only a supervisor whose account is open supervises and reviews."""

    title = "That person is not a supervisor"
    message = "Choose somebody who holds the role of supervisor."
    field = "supervisor"


class SupervisesThemselves(DomainError):
    """Nobody signs their own work."""

    title = "Nobody supervises their own training"
    message = "Choose another supervisor: a trainee cannot supervise or review themselves."
    field = "supervisor"


class SupervisorIsReviewer(DomainError):
    """The reviewer of a stage is never the trainee's own supervisor, whichever came first."""

    title = "That person reviews this trainee"
    message = "Choose another supervisor, or give the open review to somebody else first."
    field = "supervisor"


class ReviewerIsOwnSupervisor(DomainError):
    """The reviewer of a stage is never the trainee's own supervisor."""

    title = "That is the trainee's own supervisor"
    message = "A stage is reviewed by somebody else. Choose another supervisor."
    field = "reviewer"


class AllocatesThemselves(DomainError):
    """Films are opened by two people's word: the office gives nobody's work to itself."""

    title = "Somebody else gives you a trainee"
    message = (
        "You cannot give a trainee or a review to yourself. Ask another administrator to do it."
    )


def allocate_supervisor(actor: Actor, enrolment: Enrolment, supervisor: Person) -> Allocation:
    """Give the trainee this supervisor from now on; the access of the one before ends at once.

    Allocating the present supervisor again changes nothing. Raises NotASupervisor, SupervisesThemselves,
    SupervisorIsReviewer and AllocatesThemselves.
    """
    require(can_give_supervisor(actor, enrolment))
    _check_supervisor(actor, enrolment, supervisor)
    before = None
    for running in _lock_allocations(enrolment):
        if running.kind is AllocationKind.SUPERVISOR:
            before = running
        elif running.kind is AllocationKind.REVIEWER and running.person_id == supervisor.id:
            raise SupervisorIsReviewer
    if before is not None and before.person_id == supervisor.id:
        return before
    if before is not None:
        end_allocation(actor, before)
    allocation = _add_allocation(actor, AllocationKind.SUPERVISOR, enrolment, supervisor)
    _tell_both(actor, enrolment, supervisor)
    return allocation


def grant_review(actor: Actor, enrolment: Enrolment, reviewer: Person) -> Allocation:
    """Let this supervisor see what a trainee shows to their stage review, until the allocation ends.

    Raises NotASupervisor, SupervisesThemselves, ReviewerIsOwnSupervisor and AllocatesThemselves.
    """
    require(can_allocate(actor))
    _check_supervisor(actor, enrolment, reviewer)
    for running in _lock_allocations(enrolment):
        if running.kind is AllocationKind.SUPERVISOR and running.person_id == reviewer.id:
            raise ReviewerIsOwnSupervisor
    return _add_allocation(actor, AllocationKind.REVIEWER, enrolment, reviewer)


def choose_peer(actor: Actor, enrolment: Enrolment, peer: Person) -> Allocation:
    """The reason under which films of this training are shown to a fellow trainee: the one that runs, or a new one.

    Opens nothing by itself, and ends with the last film that is shown under it.
    """
    require(can_choose_peer(actor, enrolment))
    lock_row(db.session(), peer)  # whoever closes the account or takes the role waits
    for running in _lock_allocations(enrolment):
        if running.kind is AllocationKind.PEER and running.person_id == peer.id:
            return running
    allocation = Allocation(
        kind=AllocationKind.PEER,
        enrolment=enrolment,
        person=peer,
        allocated_by_id=actor.hand,
    )
    db.session.add(allocation)
    db.session.flush()
    return allocation


def end_allocation(actor: Actor, allocation: Allocation) -> None:
    """End the access at once. One that has ended keeps its first end."""
    require(can_end_allocation(actor, allocation))
    if allocation.ended_at is not None:
        return
    allocation.end()
    db.session.flush()  # before a successor is added: one current supervisor at a time
    record_event(
        actor,
        "allocation.ended",
        "allocation",
        allocation.uuid,
        about=allocation.enrolment.person_id,
    )


def tell_supervisor(
    actor: Actor,
    enrolment: Enrolment,
    *,
    subject: str,
    path: str,
    kind: NewsKind = NewsKind.ACCOUNT,
) -> None:
    """Tell whoever supervises this trainee now; nobody where they wait for somebody. See `notify`."""
    if supervisor := find_supervisor(enrolment):
        notify(actor, supervisor.id, subject=subject, path=path, kind=kind)


def _lock_allocations(enrolment: Enrolment) -> Sequence[Allocation]:
    lock_row(db.session(), enrolment)  # others who allocate here wait
    return list_running_allocations(enrolment)


def _check_supervisor(actor: Actor, enrolment: Enrolment, person: Person) -> None:
    if person.id == enrolment.person_id:
        raise SupervisesThemselves
    if person.id == actor.person_id:
        raise AllocatesThemselves
    lock_row(
        db.session(), person
    )  # whoever closes the account or takes the role waits, and finds this
    if not person.active or all(role.name is not RoleName.SUPERVISOR for role in person.roles):
        raise NotASupervisor


def _add_allocation(
    actor: Actor, kind: AllocationKind, enrolment: Enrolment, person: Person
) -> Allocation:
    allocation = Allocation(
        kind=kind,
        enrolment=enrolment,
        person=person,
        allocated_by_id=None if actor.is_system else actor.person_id,
    )
    db.session.add(allocation)
    db.session.flush()
    record_event(
        actor, "allocation.started", "allocation", allocation.uuid, about=enrolment.person_id
    )
    return allocation


def _tell_both(actor: Actor, enrolment: Enrolment, supervisor: Person) -> None:
    trainee = enrolment.person
    path, kind = f"/trainees/{enrolment.uuid}", NewsKind.PEOPLE
    subject = f"{trainee.full_name} is now your trainee"
    notify(actor, supervisor.id, subject=subject, path=path, kind=kind)
    subject = f"{supervisor.full_name} is now your supervisor"
    notify(actor, trainee.id, subject=subject, path="/pathway", kind=kind)
