"""The association that a new installation shows: a handful of people to sign in as, each at another place on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.core.actor import RoleName
from app.demonstration.association import add_accredited
from app.demonstration.people import Cast, add_person
from app.demonstration.practice import Amount, StageWork, add_stage_work
from app.demonstration.scene import Scene
from app.demonstration.trainings import Training, add_training
from app.demonstration.workplaces import add_workplaces

PRACTITIONERS = 40
SESSION_MINUTES = 60


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as, with what there is to see."""

    email: str
    full_name: str
    role: RoleName
    sees: str


ADMINISTRATOR = SignIn(
    "office@example.org", "Verity Applegarth", RoleName.ADMINISTRATOR, "the association’s numbers"
)
SUPERVISOR = SignIn(
    "supervisor@example.org",
    "Rowanna Thistlewood",
    RoleName.SUPERVISOR,
    "three trainees, and a film to look at",
)
SECOND_SUPERVISOR = SignIn(
    "second.supervisor@example.org",
    "Calder Mosswater",
    RoleName.SUPERVISOR,
    "can be given reviews",
)
NEARLY = SignIn(
    "nearly@example.org",
    "Tamsin Quickthorn",
    RoleName.TRAINEE,
    "one cycle and one session short of the minimums",
)
MIDDLE = SignIn(
    "middle@example.org", "Larkin Honeychurch", RoleName.TRAINEE, "films with feedback on them"
)
NEW = SignIn("new@example.org", "Elowen Saltmarsh", RoleName.TRAINEE, "a pathway just begun")
SIGN_INS: Sequence[SignIn] = (ADMINISTRATOR, SUPERVISOR, SECOND_SUPERVISOR, NEARLY, MIDDLE, NEW)


def invent_small_association(scene: Scene, password: str) -> StageWork:
    """Gather its rows; ``password`` is hashed. Answers the stage in which the trainee with films works now."""
    add_workplaces(scene)
    scene.has_film_rows = False
    keys = {
        who.email: add_person(
            scene, who.role, email=who.email, full_name=who.full_name, password=password
        )
        for who in SIGN_INS
    }
    scene.administrator_id = keys[ADMINISTRATOR.email]
    supervisors = [keys[SUPERVISOR.email], keys[SECOND_SUPERVISOR.email]]
    practitioners = [add_person(scene, RoleName.PRACTITIONER) for _ in range(PRACTITIONERS)]
    add_accredited(scene, Cast([scene.administrator_id], supervisors, (), (), practitioners))
    _add_nearly(scene, keys[NEARLY.email], supervisors)
    _begin(scene, keys[NEW.email], supervisors, registered_days_ago=6)
    return _add_middle(scene, keys[MIDDLE.email], supervisors)


def _add_nearly(scene: Scene, person_id: int, supervisors: Sequence[int]) -> None:
    """All but one cycle and one session of what the whole pathway asks for."""
    works = _begin(scene, person_id, supervisors, registered_days_ago=480, middle_days_ago=230)
    cycles = sum(work.stage.cycles for work in works) - 1
    sessions = _count_sessions(sum(work.stage.minutes for work in works)) - 1
    for work in works[:-1]:
        here = Amount(work.stage.cycles, _count_sessions(work.stage.minutes), SESSION_MINUTES)
        add_stage_work(scene, work, here)
        cycles, sessions = cycles - here.cycles, sessions - here.sessions
    add_stage_work(scene, works[-1], Amount(cycles, sessions, SESSION_MINUTES))


def _count_sessions(minutes: int) -> int:
    return -(-minutes // SESSION_MINUTES)


def _add_middle(scene: Scene, person_id: int, supervisors: Sequence[int]) -> StageWork:
    (work,) = _begin(scene, person_id, supervisors, registered_days_ago=200)
    add_stage_work(scene, work, Amount(cycles=6, sessions=5, session_minutes=SESSION_MINUTES))
    return work


def _begin(
    scene: Scene,
    person_id: int,
    supervisors: Sequence[int],
    *,
    registered_days_ago: int,
    middle_days_ago: int | None = None,
) -> Sequence[StageWork]:
    """Register a trainee on the default pathway with the first supervisor; answers the stages they have opened."""
    plan = max(scene.plans, key=scene.plans.count)
    past = [] if middle_days_ago is None else [scene.today - timedelta(days=middle_days_ago)]
    ahead = len(plan.stages) - len(past)
    training = Training(
        person_id,
        supervisors[0],
        plan,
        registered_on=scene.today - timedelta(days=registered_days_ago),
        ends=(*past, *(scene.today + timedelta(days=180 * turn) for turn in range(1, ahead + 1))),
        last_day=scene.today - timedelta(days=1),
        is_accredited=False,
    )
    enrolment_id = add_training(scene, training, supervisors)
    works = []
    for index in range(len(past) + 1):
        first, last = training.window(index)
        works.append(StageWork(training, enrolment_id, plan.stages[index], first, last, last))
    return works
