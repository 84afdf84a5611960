"""The people of an invented association: who they are and which roles they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.models import Person, person_role
from app.core import clock
from app.core.actor import RoleName
from app.demonstration.paperwork import add_paperwork, choose_pronouns
from app.demonstration.scene import Scene
from app.demonstration.words import FIRST_NAMES, LAST_NAMES

IN_TRAINING = 0.24
"""The share of people who are in training now."""
PEOPLE_PER_ADMINISTRATOR = 500
LEAST_LOAD, MOST_LOAD = 3, 8
"""How many trainees one supervisor has."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Keys of people by what they do. ``places`` names each supervisor once for every trainee they can take."""

    administrators: Sequence[int]
    supervisors: Sequence[int]
    places: Sequence[int]
    trainees: Sequence[int]
    practitioners: Sequence[int]


def add_person(scene: Scene, *roles: RoleName, **details: str | None) -> int:
    """Invent somebody; ``details`` may set their name, e-mail or password."""
    full_name = f"{scene.chance.choice(FIRST_NAMES)} {scene.chance.choice(LAST_NAMES)}"
    uuid = scene.make_uuid()
    uniquifier, joined_at = scene.make_uuid().hex, scene.at(scene.today)
    values = {
        "email": f"{uuid.hex[:12]}@example.org",
        "full_name": full_name,
        "password": None,
        **details,
    }
    person_id = scene.ledger.add(
        Person,
        **values,
        uuid=uuid,
        known_as=str(values["full_name"]).split()[0],
        pronouns=choose_pronouns(uuid),
        time_zone=clock.LONDON.key,
        active=True,
        fs_uniquifier=uniquifier,
        created_at=joined_at,
    )
    add_paperwork(scene, person_id, uuid, joined_at)
    for role in roles:
        scene.ledger.link(person_role, person_id=person_id, role_id=scene.role_ids[role])
    return person_id


def add_people(scene: Scene, people: int) -> Cast:
    """Invent this many people: an office, trainees, as many supervisors as they need, and practitioners."""
    trainee_count = round(people * IN_TRAINING)
    administrator_count = max(1, people // PEOPLE_PER_ADMINISTRATOR)
    places = _invent_places(scene, trainee_count)
    supervisors = [add_person(scene, RoleName.SUPERVISOR) for _ in places]
    rest = max(0, people - trainee_count - administrator_count - len(supervisors))
    all_places = [who for who, load in zip(supervisors, places, strict=True) for _ in range(load)]
    scene.chance.shuffle(all_places)
    return Cast(
        administrators=[
            add_person(scene, RoleName.ADMINISTRATOR) for _ in range(administrator_count)
        ],
        supervisors=supervisors,
        places=all_places,
        trainees=[add_person(scene, RoleName.TRAINEE) for _ in range(trainee_count)],
        practitioners=[add_person(scene, RoleName.PRACTITIONER) for _ in range(rest)],
    )


def _invent_places(scene: Scene, trainee_count: int) -> list[int]:
    """Loads of supervisors that together are enough; at least three, so that a reviewer can always be found."""
    loads: list[int] = []
    while sum(loads) < trainee_count or len(loads) < 3:
        loads.append(scene.chance.randint(LEAST_LOAD, MOST_LOAD))
    return loads
