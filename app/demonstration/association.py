"""A whole invented association: who is where on their way, over the years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.demonstration.people import Cast, add_people
from app.demonstration.practice import add_practice
from app.demonstration.scene import PathwayPlan, Scene
from app.demonstration.trainings import Training, add_training
from app.demonstration.workplaces import add_workplaces

YEARS = 8
"""How far back the awards reach."""
GROWTH = 0.4
"""0: as many awards each year; 1: hardly any in the first year, twice the usual in the last."""
MONTH_DAYS = 30.4
USUAL_MONTHS, SPREAD_MONTHS, LEAST_MONTHS, MOST_MONTHS = 16.5, 2.0, 12.0, 26.0
WAITING_FOR_SUPERVISOR = 0.04
STALLED = 0.1
READY = 0.06
"""The share of trainees whose last stage is done and who have asked for its review."""
SHORTEST_STALL_DAYS = 63


def invent_association(scene: Scene, people: int) -> Cast:
    """Gather the rows of an association of this many people in the scene's ledger."""
    add_workplaces(scene)
    cast = add_people(scene, people)
    scene.administrator_id = cast.administrators[0]
    add_accredited(scene, cast)
    for training in _invent_trainees(scene, cast):
        enrolment_id = add_training(scene, training, cast.supervisors)
        add_practice(scene, training, enrolment_id)
    return cast


def add_accredited(scene: Scene, cast: Cast) -> None:
    """Gather the trainings that made the practitioners of the cast what they are."""
    for training in _invent_accredited(scene, cast):
        enrolment_id = add_training(scene, training, cast.supervisors)
        add_practice(scene, training, enrolment_id)


def _invent_accredited(scene: Scene, cast: Cast) -> Iterable[Training]:
    """Practitioners in the order of their awards; there are more of them each year."""
    ages = sorted((_invent_age(scene) for _ in cast.practitioners), reverse=True)
    for person_id, age in zip(cast.practitioners, ages, strict=True):
        awarded_on = scene.today - timedelta(days=3 + round(age * YEARS * 365))
        length = _invent_length(scene)
        yield _build_training(
            scene,
            person_id,
            scene.chance.choice(cast.supervisors),
            registered_on=awarded_on - timedelta(days=length),
            length=length,
            last_day=awarded_on,
            is_accredited=True,
        )


def _invent_trainees(scene: Scene, cast: Cast) -> Iterable[Training]:
    places = iter(cast.places)
    yesterday = scene.today - timedelta(days=1)
    for person_id in cast.trainees:
        length = _invent_length(scene)
        share = scene.chance.uniform(0.02, 0.99)
        last_day = yesterday
        supervisor_id: int | None = next(places)
        fate = scene.chance.random()
        if fate < WAITING_FOR_SUPERVISOR:
            supervisor_id, share = None, scene.chance.uniform(0.01, 0.1)
        elif fate < WAITING_FOR_SUPERVISOR + STALLED:
            share = scene.chance.uniform(0.4, 1.3)
            last_day = scene.today - timedelta(days=scene.chance.randint(SHORTEST_STALL_DAYS, 180))
        elif fate < WAITING_FOR_SUPERVISOR + STALLED + READY:
            share = scene.chance.uniform(1.0, 1.1)
        registered_on = min(scene.today - timedelta(days=round(length * share)), last_day)
        yield _build_training(
            scene, person_id, supervisor_id, registered_on, length, last_day, is_accredited=False
        )


def _invent_age(scene: Scene) -> float:
    """How long ago, as a share of `YEARS`; the association has been growing."""
    ages = (scene.chance.random(), scene.chance.random())
    return min(ages) if scene.happens(GROWTH) else ages[0]


def _invent_length(scene: Scene) -> int:
    return round(MONTH_DAYS * scene.around(USUAL_MONTHS, SPREAD_MONTHS, LEAST_MONTHS, MOST_MONTHS))


def _build_training(
    scene: Scene,
    person_id: int,
    supervisor_id: int | None,
    registered_on: date,
    length: int,
    last_day: date,
    *,
    is_accredited: bool,
) -> Training:
    plan: PathwayPlan = scene.chance.choice(scene.plans)
    count = len(plan.stages)
    ends = tuple(
        registered_on + timedelta(days=length * turn // count) for turn in range(1, count + 1)
    )
    return Training(person_id, supervisor_id, plan, registered_on, ends, last_day, is_accredited)
