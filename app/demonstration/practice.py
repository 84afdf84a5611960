"""The work of one invented trainee: clients with their consents, cycles, and supervision sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.cases.models import (
    CompletedCycle,
    Cycle,
    CycleEvidence,
    EvidenceBasis,
    FilmKind,
)
from app.cases.notes.models import MarkKind
from app.demonstration.families import Family, add_client
from app.demonstration.films import add_films
from app.demonstration.goals import DatedCycle, add_mark, add_some_goals
from app.demonstration.kept_words import keep_words, word_note
from app.demonstration.scene import Scene, StagePlan
from app.demonstration.trainings import Training
from app.supervision.models import ConfirmedSession, Mode, SupervisionSession, session_cycle

FILMS_KEPT_DAYS = 150
"""Films of cycles older than this have been erased; the cycles go on counting."""
NOT_CONFIRMED_YET = 0.3
"""The share of trainees whose latest session still waits for the other's word."""


@dataclass(frozen=True, slots=True)
class StageWork:
    """One stage of one training, with the keys that its rows repeat."""

    training: Training
    enrolment_id: int
    stage: StagePlan
    first: date
    end: date
    last: date
    """``end`` is the planned end of the stage, ``last`` the last day on which something happened in it."""

    def spread(self, count: int) -> Iterator[date]:
        """So many days, evenly over the planned stage; those that have not come yet are left out."""
        length = (self.end - self.first).days
        for turn in range(1, count + 1):
            day = self.first + timedelta(days=turn * length // (count + 1))
            if day <= self.last:
                yield day


@dataclass(frozen=True, slots=True)
class Amount:
    """How much work a stage takes: cycles, and sessions of so many minutes. ``waits``: the last one is not confirmed."""

    cycles: int
    sessions: int
    session_minutes: int
    waits: bool = False


def add_practice(scene: Scene, training: Training, enrolment_id: int) -> None:
    """Invent everything this trainee has done so far, stage by stage."""
    for index, stage in enumerate(training.plan.stages):
        if training.has_opened(index):
            first, last = training.window(index)
            work = StageWork(training, enrolment_id, stage, first, training.ends[index], last)
            add_stage_work(scene, work, _choose_amount(scene, work))


def add_stage_work(scene: Scene, work: StageWork, amount: Amount) -> None:
    """Invent the cycles and sessions of one stage that fall before its last day."""
    cycle_ids = _add_cycles(scene, work, amount.cycles)
    if work.training.supervisor_id is not None:
        _add_sessions(scene, work, work.training.supervisor_id, amount, cycle_ids)


def _choose_amount(scene: Scene, work: StageWork) -> Amount:
    minutes = scene.chance.choice((60, 60, 60, 90))
    is_current = not work.training.is_accredited and work.last == work.training.last_day
    return Amount(
        cycles=work.stage.cycles + scene.chance.randint(0, 2),
        sessions=-(-work.stage.minutes // minutes) + scene.chance.randint(0, 1),
        session_minutes=minutes,
        waits=is_current and scene.happens(NOT_CONFIRMED_YET),
    )


def _add_cycles(scene: Scene, work: StageWork, count: int) -> Sequence[int]:
    clients: list[Family] = []
    done: dict[int, list[DatedCycle]] = {}
    for turn, reviewed_on in enumerate(work.spread(count)):
        filmed_on = max(work.first, reviewed_on - timedelta(days=scene.chance.randint(3, 8)))
        if turn * work.stage.clients // count >= len(clients):
            clients.append(_add_client(scene, work, filmed_on))
        of_client = done.setdefault(clients[-1].client_id, [])
        number = len(of_client) + 1
        cycle_id = _add_cycle(scene, work, clients[-1], number, filmed_on, reviewed_on)
        of_client.append(DatedCycle(cycle_id, reviewed_on))
    add_some_goals(scene, done)
    return [cycle.cycle_id for cycles in done.values() for cycle in cycles]


def _add_client(scene: Scene, work: StageWork, filmed_on: date) -> Family:
    """Without a supervisor nobody could confirm work whose films stay elsewhere."""
    return add_client(
        scene,
        work.enrolment_id,
        work.training.person_id,
        filmed_on,
        work.last,
        needs_films=work.training.supervisor_id is None,
    )


def _add_cycle(
    scene: Scene, work: StageWork, family: Family, number: int, filmed_on: date, reviewed_on: date
) -> int:
    cycle_id = scene.ledger.add(
        Cycle,
        uuid=scene.make_uuid(),
        client_id=family.client_id,
        number=number,
        stage_id=work.stage.stage_id,
        filmed_on=filmed_on,
        reviewed_on=reviewed_on,
        created_at=scene.at(filmed_on),
    )
    supervisor_id = work.training.supervisor_id
    basis = EvidenceBasis.FILM if family.has_films else EvidenceBasis.SUPERVISOR
    for kind in FilmKind:
        scene.ledger.add(
            CycleEvidence,
            cycle_id=cycle_id,
            kind=kind,
            basis=basis,
            recorded_at=scene.at(reviewed_on, 3),
            recorded_by_id=None if family.has_films else supervisor_id,
        )
    scene.ledger.add(
        CompletedCycle,
        cycle_id=cycle_id,
        client_id=family.client_id,
        enrolment_id=work.enrolment_id,
        stage_id=work.stage.stage_id,
        basis=basis,
        effective_on=reviewed_on,
        recorded_at=scene.at(reviewed_on, 6),
    )
    is_kept = (scene.today - reviewed_on).days < FILMS_KEPT_DAYS
    if scene.has_film_rows and is_kept and family.has_films:
        add_films(scene, cycle_id, reviewed_on, work.training.person_id, supervisor_id)
    return cycle_id


def _add_sessions(
    scene: Scene, work: StageWork, supervisor_id: int, amount: Amount, cycle_ids: Sequence[int]
) -> None:
    days = list(work.spread(amount.sessions))
    brought = list(cycle_ids)
    for turn, day in enumerate(days):
        session_id = _add_session(scene, work, supervisor_id, day, amount.session_minutes)
        is_confirmed = not (amount.waits and turn == len(days) - 1)
        if brought:
            cycle_id = brought.pop(0)
            scene.ledger.link(session_cycle, session_id=session_id, cycle_id=cycle_id)
            if is_confirmed:
                add_mark(scene, cycle_id, MarkKind.SUPERVISED, day, supervisor_id)
        if is_confirmed:
            scene.ledger.add(
                ConfirmedSession,
                session_id=session_id,
                enrolment_id=work.enrolment_id,
                stage_id=work.stage.stage_id,
                minutes=amount.session_minutes,
                confirmed_by_id=supervisor_id,
                effective_on=day,
                recorded_at=scene.at(day, 6),
            )


def _add_session(scene: Scene, work: StageWork, supervisor_id: int, day: date, minutes: int) -> int:
    session_uuid, note = scene.make_uuid(), word_note(day)
    keep_words(scene, note, work.training.person_id, session_uuid, day)
    return scene.ledger.add(
        SupervisionSession,
        uuid=session_uuid,
        enrolment_id=work.enrolment_id,
        supervisor_id=supervisor_id,
        stage_id=work.stage.stage_id,
        held_on=day,
        minutes=minutes,
        mode=Mode.IN_PERSON if scene.happens(0.3) else Mode.VIDEO_CALL,
        note=note,
        recorded_by_id=work.training.person_id,
        recorded_at=scene.at(day, 2),
    )
