"""Yes-cycles: which initiatives were received, and how long turns went on from there. Pure.

One turn *answers* the one before it where it comes within the time the association set, and

- is a reception by somebody else: an initiative so answered is *received*; or
- is a new initiative, by whoever it is, after something was received.

An initiative straight after another answers nothing. A *yes-cycle* is an initiative, the reception that answers it, and a turn
that answers this one. A *chain* goes on as long as each turn answers the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.clips.turns.models import TurnKind
from app.frameworks.parties import Party


@dataclass(frozen=True, slots=True)
class Step:
    """One turn as the rule reads it: who, what, and when it begins, in milliseconds."""

    party: Party
    kind: TurnKind
    at_ms: int


@dataclass(frozen=True, slots=True)
class PartyCount:
    """How many initiatives somebody took, and how many of them were received."""

    party: Party
    initiatives: int
    received: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """What became of the turns of a film. ``answers[n]``: turn n + 1 answers turn n; ``received[n]``: turn n is an
    initiative that was received; ``in_yes_cycle[n]``: turn n is part of one."""

    answers: Sequence[bool]
    received: Sequence[bool]
    in_yes_cycle: Sequence[bool]
    counts: Sequence[PartyCount]
    yes_cycles: int
    longest_chain: int


def read_pattern(steps: Sequence[Step], answer_within_ms: int) -> Pattern:
    """Read turns that are in order of time."""
    answers = [_answers(first, second, answer_within_ms) for first, second in pairwise(steps)]
    received = [
        step.kind is TurnKind.INITIATIVE and number < len(answers) and answers[number]
        for number, step in enumerate(steps)
    ]
    starts = [
        number
        for number, is_received in enumerate(received)
        if is_received and number + 1 < len(answers) and answers[number + 1]
    ]
    within = {number + place for number in starts for place in range(3)}
    return Pattern(
        answers=answers,
        received=received,
        in_yes_cycle=[number in within for number in range(len(steps))],
        counts=[_count(party, steps, received) for party in Party if _took_part(party, steps)],
        yes_cycles=len(starts),
        longest_chain=_measure_chain(answers),
    )


def _answers(first: Step, second: Step, within_ms: int) -> bool:
    if second.at_ms - first.at_ms > within_ms:
        return False
    if second.kind is TurnKind.RECEPTION:
        return first.party is not second.party
    return first.kind is TurnKind.RECEPTION


def _took_part(party: Party, steps: Sequence[Step]) -> bool:
    return any(step.party is party for step in steps)


def _count(party: Party, steps: Sequence[Step], received: Sequence[bool]) -> PartyCount:
    own = [
        was_received
        for step, was_received in zip(steps, received, strict=True)
        if step.party is party and step.kind is TurnKind.INITIATIVE
    ]
    return PartyCount(party, len(own), sum(own))


def _measure_chain(answers: Sequence[bool]) -> int:
    """The turns of the longest chain; 0 where no turn answers another."""
    longest = running = 0
    for is_answer in answers:
        running = running + 1 if is_answer else 0
        longest = max(longest, running)
    return longest + 1 if longest else 0
