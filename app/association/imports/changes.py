"""What one member of a list changes in the portal: only what is missing, never what somebody wrote. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.association.imports.known import Known, KnownPerson, KnownTraining
from app.association.imports.members import Accreditation, Member, Problem, ProfileWords, Training
from app.core.actor import RoleName
from app.core.durations import format_day, format_minutes
from app.progress.words import count_things
from app.trainees.brought_forward.position import Position


@dataclass(frozen=True, slots=True)
class Change:
    """All that is added for one member. Empty parts stay as they are.

    ``person_id`` is None for somebody new; ``enrolment_id`` belongs to a training that is there and gets a supervisor or a
    position it lacked.
    """

    member: Member
    person_id: int | None = None
    roles: frozenset[RoleName] = frozenset()
    training: Training | None = None
    enrolment_id: int | None = None
    supervisor: str | None = None
    position: Position | None = None
    accreditation: Accreditation | None = None
    profile: ProfileWords | None = None

    def __bool__(self) -> bool:
        parts = (self.roles, self.training, self.supervisor, self.position, self.accreditation)
        return self.person_id is None or any(parts)


@dataclass(slots=True)
class Found:
    """What a member comes to: a change or None, what is said about it, and what forbids it."""

    change: Change | None = None
    words: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_change(actor_id: int, member: Member, known: Known) -> Found:
    """Hold a member against what the portal knows of them and of their number."""
    person = known.people.get(member.email)
    found = Found()
    if member.training and member.training.supervisor == member.email:
        found.problems.append(Problem("supervisor", "Nobody supervises their own training."))
    if member.accreditation is not None:
        owner = known.owners.get(member.accreditation.number.casefold())
        if owner is not None and (person is None or owner != person.id):
            words = "Somebody else in the portal has this number."
            found.problems.append(Problem("number", words))
    change = _add(member) if person is None else _complete(found, member, person)
    if change and change.supervisor and _reviews(change, person, known):
        words = "This supervisor reviews the trainee now, so they cannot supervise them too."
        found.problems.append(Problem("supervisor", words))
    if person is not None and person.id == actor_id and change:
        words = "This is you: another administrator brings in your own training and number."
        found.problems.append(Problem("email", words))
    if change and not found.problems:
        found.change = change
        found.words = [*describe_change(change), *found.words]
    return found


def _reviews(change: Change, person: KnownPerson | None, known: Known) -> bool:
    supervisor = known.people.get(change.supervisor or "")
    trainings = person.trainings if person else ()
    return supervisor is not None and any(
        supervisor.id in training.reviewer_ids
        for training in trainings
        if training.id == change.enrolment_id
    )


def _add(member: Member) -> Change:
    training = member.training
    return Change(
        member,
        roles=member.roles,
        training=training,
        supervisor=training.supervisor if training else None,
        position=training.position if training else None,
        accreditation=member.accreditation,
        profile=member.profile or None,
    )


def _complete(found: Found, member: Member, person: KnownPerson) -> Change | None:
    """Only what is missing; where the list says something else than the portal, the portal stands."""
    if not person.active:
        found.words.append("The account is closed, so nothing changes.")
        return None
    if member.full_name != person.full_name:
        found.words.append(f"Here as {person.full_name}, which stays.")
    if person.former_address:
        found.words.append("Here with another address by now, which stays.")
    roles = member.roles - person.roles
    for role in sorted(roles & person.withdrawn):
        found.words.append(f"The role of {role.value} was withdrawn, which stays.")
    training = member.training
    present = person.find_training(training.version.id) if training else None
    if training is not None and present is None and person.trainings:
        words = "They are registered on another pathway. Moving is a decision of its own."
        found.problems.append(Problem("pathway", words))
    supervisor, position = _find_missing(found, training, present)
    return Change(
        member,
        person_id=person.id,
        roles=roles - person.withdrawn,
        training=training if present is None else None,
        enrolment_id=present.id if present else None,
        supervisor=supervisor,
        position=position,
        accreditation=_find_new_number(found, member.accreditation, person),
    )


def _find_missing(
    found: Found, training: Training | None, present: KnownTraining | None
) -> tuple[str | None, Position | None]:
    """The supervisor and the position that a training lacks."""
    if training is None:
        return None, None
    if present is None:
        return training.supervisor, training.position
    if training.position is not None and present.has_position:
        found.words.append("What they bring forward is recorded already and stays.")
    supervisor = None if present.was_supervised else training.supervisor
    return supervisor, None if present.has_position else training.position


def _find_new_number(
    found: Found, accreditation: Accreditation | None, person: KnownPerson
) -> Accreditation | None:
    if accreditation is None or not person.numbers:
        return accreditation
    if accreditation.number.casefold() not in {number.casefold() for number in person.numbers}:
        found.words.append(
            f"Accredited here with the number {', '.join(person.numbers)}, which stays."
        )
    return None


def describe_change(change: Change) -> Sequence[str]:
    """What would happen, a short sentence for each part."""
    words = []
    if change.roles:
        names = " and ".join(sorted(role.value for role in change.roles))
        words.append(f"{'Added as' if change.person_id is None else 'Becomes'} {names}.")
    if training := change.training:
        name, day = training.version.pathway.name, format_day(training.registered_on)
        words.append(f"Registered on the {name} since {day}.")
    if change.supervisor:
        words.append(f"Supervised by {change.supervisor}.")
    if position := change.position:
        whole = position.whole
        words.append(
            f"Brings forward {count_things(whole.cycles, 'cycle')}, {count_things(whole.clients, 'client')} and "
            f"{format_minutes(whole.minutes)} of supervision, standing in {position.stage.name}."
        )
    if change.accreditation:
        words.append(f"Keeps the number {change.accreditation.number}.")
    return words
