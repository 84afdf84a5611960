"""The turns of a film as a page draws them: a lane for each party, shapes on it, lines between turns that answer each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.clips.models import Clip
from app.clips.turns.models import Turn, TurnKind
from app.clips.turns.pattern import Pattern, Step, read_pattern
from app.clips.turns.queries import list_turns
from app.clips.usual_parties import USUAL_PARTIES
from app.core.actor import Actor
from app.frameworks.models import FIRST_ANSWER_WITHIN_MS, Vocabulary
from app.frameworks.parties import Party

LANE_HEIGHT = 24
VERBS = {TurnKind.INITIATIVE: "begins", TurnKind.RECEPTION: "receives"}


@dataclass(frozen=True, slots=True)
class TurnKey:
    """A way to mark: by the digit of a key, by a button, or chosen from a list."""

    party: Party
    kind: TurnKind
    digit: int | None = None

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.party}:{self.kind}"

    @property
    def label(self) -> str:
        """As a sentence: who does what."""
        return f"{self.party.label} {VERBS[self.kind]}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One turn on its lane, with its place in per cent of the film, and what became of it."""

    turn: Turn
    left: float
    top: int
    is_received: bool
    in_yes_cycle: bool

    @property
    def label(self) -> str:
        """Who did what."""
        return TurnKey(self.turn.party, self.turn.kind).label


@dataclass(frozen=True, slots=True)
class TurnsView:
    """Everything a page shows of the turns of one film."""

    lanes: Sequence[Party]
    shapes: Sequence[Shape]
    links: Sequence[tuple[Shape, Shape]]
    pattern: Pattern
    answer_within_ms: int
    keys: Sequence[TurnKey]

    @property
    def height(self) -> int:
        """Pixels of the drawing."""
        return LANE_HEIGHT * len(self.lanes)

    def top_of(self, party: Party) -> int:
        """Where the middle of a party's lane lies, in pixels."""
        return LANE_HEIGHT * self.lanes.index(party) + LANE_HEIGHT // 2


def list_all_keys() -> list[TurnKey]:
    """Every party with both of its turns, to choose from a list."""
    return [TurnKey(party, kind) for party in Party for kind in TurnKind]


def build_turns_view(actor: Actor, clip: Clip, vocabulary: Vocabulary | None) -> TurnsView:
    """Read the turns of a film and what they form; one query."""
    turns = list_turns(actor, clip)
    within_ms = vocabulary.answer_within_ms if vocabulary else FIRST_ANSWER_WITHIN_MS
    pattern = read_pattern([Step(t.party, t.kind, t.start_ms) for t in turns], within_ms)
    usual = USUAL_PARTIES[clip.kind]
    seen = {turn.party for turn in turns}
    lanes = (*usual, *(party for party in Party if party in seen and party not in usual))
    shapes = [_shape(clip, turn, lanes, pattern, number) for number, turn in enumerate(turns)]
    pairs = zip(pairwise(shapes), pattern.answers, strict=True)
    kinds = [(party, kind) for party in usual for kind in TurnKind]
    return TurnsView(
        lanes=lanes,
        shapes=shapes,
        links=[pair for pair, is_answer in pairs if is_answer],
        pattern=pattern,
        answer_within_ms=within_ms,
        keys=[TurnKey(party, kind, digit) for digit, (party, kind) in enumerate(kinds, start=1)],
    )


def _shape(clip: Clip, turn: Turn, lanes: Sequence[Party], pattern: Pattern, number: int) -> Shape:
    left = 100 * turn.start_ms / (clip.duration_ms or 1)
    top = LANE_HEIGHT * lanes.index(turn.party) + LANE_HEIGHT // 2
    return Shape(
        turn,
        round(min(left, 100.0), 3),
        top,
        pattern.received[number],
        pattern.in_yes_cycle[number],
    )
