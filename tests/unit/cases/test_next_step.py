"""What comes next with one client."""

from __future__ import annotations

from datetime import date

import pytest

from app.cases.models import EvidenceBasis, Purpose
from app.cases.next_step import ClientState, ClientStep, choose_client_step
from app.cases.steps import CycleSteps

DAY = date(2025, 4, 1)
COUNTED = CycleSteps(DAY, DAY, EvidenceBasis.FILM, EvidenceBasis.FILM, DAY)
YES = frozenset({Purpose.VIG})
NONE: frozenset[Purpose] = frozenset()


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (
            ClientState(NONE, was_withdrawn=False, latest=None, has_people=False),
            ClientStep.SAY_WHO_IS_FILMED,
        ),
        (ClientState(NONE, was_withdrawn=False, latest=None), ClientStep.RECORD_CONSENT),
        (ClientState(NONE, was_withdrawn=True, latest=None), ClientStep.REST),
        (ClientState(NONE, was_withdrawn=True, latest=CycleSteps()), ClientStep.REST),
        (ClientState(YES, was_withdrawn=False, latest=None), ClientStep.START_CYCLE),
        (ClientState(YES, was_withdrawn=True, latest=COUNTED), ClientStep.START_CYCLE),
        (ClientState(YES, was_withdrawn=False, latest=CycleSteps()), ClientStep.CONTINUE_CYCLE),
    ],
)
def test_consent_first_then_cycle_after_cycle(state: ClientState, step: ClientStep) -> None:
    assert choose_client_step(state) is step
