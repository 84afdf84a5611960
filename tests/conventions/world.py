"""A small association in which every persona of the access table exists, with one of each thing an address can name."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_supervisor,
)
from tests.factories.practice import make_session


@dataclass
class World:
    """The people by persona, and the values for the parameters of addresses."""

    people: dict[str, Person]
    parameters: dict[str, str | UUID] = field(default_factory=dict)


def build_world() -> World:
    """Make the people and the things."""
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    people = {
        "owner": enrolment.person,
        "own_supervisor": supervisor,
        "reviewer": reviewer,
        "other_supervisor": make_supervisor(),
        "other_trainee": make_enrolment().person,
        "administrator": make_administrator(),
    }
    return World(
        people,
        {
            "filename": "css/tokens.css",
            "key": "note/1",
            "token": "not-a-token",
            "enrolment_uuid": enrolment.uuid,
            "session_uuid": make_session(enrolment, supervisor).uuid,
            "unknown_uuid": uuid4(),
        },
    )
