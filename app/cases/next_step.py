"""What comes next with one client, so that the client's page and the trainee's desk agree. Pure."""

from __future__ import annotations

import enum
from collections.abc import Set
from dataclasses import dataclass

from app.cases.models import Purpose
from app.cases.steps import CycleSteps


class ClientStep(enum.Enum):
    """The next thing to do with a client."""

    SAY_WHO_IS_FILMED = "say_who_is_filmed"
    RECORD_CONSENT = "record_consent"
    START_CYCLE = "start_cycle"
    CONTINUE_CYCLE = "continue_cycle"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class ClientState:
    """What everybody filmed says yes to now, whether a consent was withdrawn, how far the latest cycle is, if it is closed."""

    purposes: Set[Purpose]
    was_withdrawn: bool
    latest: CycleSteps | None
    is_closed: bool = False
    has_people: bool = True


def choose_client_step(state: ClientState) -> ClientStep:
    """Who is filmed, their consent, then cycle after cycle; a family that withdrew is left in peace, and a closed case."""
    if state.is_closed:
        return ClientStep.REST
    if not state.has_people:
        return ClientStep.SAY_WHO_IS_FILMED
    if Purpose.VIG not in state.purposes:
        return ClientStep.REST if state.was_withdrawn else ClientStep.RECORD_CONSENT
    if state.latest is None or state.latest.counts:
        return ClientStep.START_CYCLE
    return ClientStep.CONTINUE_CYCLE
