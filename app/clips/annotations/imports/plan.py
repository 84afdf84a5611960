"""What the annotations of a file would become in one film, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from app.cases.goals.models import Goal
from app.clips.annotations.imports.reading.tiers import ReadFile, ReadLine, ReadTier
from app.clips.annotations.imports.targets import CAPTIONS, LEAVE_OUT, MOMENTS, TARGETS, TURNS
from app.clips.captions.models import LONGEST_LINE
from app.clips.frames.index import FrameIndex
from app.clips.moments.described import Described, Tagging
from app.clips.turns.models import TurnKind
from app.core.time_range import TimeRange, format_ms
from app.frameworks.models import Principle, PrincipleItem
from app.frameworks.parties import Party
from app.wording.reading import read_words

LONGEST_TITLE, LONGEST_TEXT = 120, 4000
"""What the form of a moment takes."""

Terms = Mapping[UUID, tuple[Principle, PrincipleItem | None]]


@dataclass(frozen=True, slots=True)
class Film:
    """The film that is filled: its length, its frames where they are known, the family's goals, and what tags name."""

    length_ms: int
    frames: FrameIndex | None
    goals: Mapping[int, Goal]
    terms: Terms


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of captions; ``is_held`` where it waits for its author to look at words that were pointed out."""

    anchor: TimeRange
    words: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class PlannedTurn:
    """A turn at a frame; ``end_ms`` where it lasts."""

    party: Party
    kind: TurnKind
    frame: int
    end_ms: int | None


@dataclass(slots=True)
class TierPlan:
    """What one tier comes to: how many annotations come in, what they say, and those that cannot be used and why."""

    tier: ReadTier
    target: str
    coming: list[ReadLine] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What the whole file comes to, as long as nobody says why words that were pointed out may stay: ``pointed`` are those
    texts, and ``held`` the moments that stay out for them."""

    file: ReadFile
    tiers: list[TierPlan] = field(default_factory=list)
    captions: list[PlannedLine] = field(default_factory=list)
    moments: list[Described] = field(default_factory=list)
    held: list[Described] = field(default_factory=list)
    turns: list[PlannedTurn] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    left_tags: int = 0

    @property
    def count(self) -> int:
        """How many annotations come in."""
        return len(self.captions) + len(self.moments) + len(self.turns)

    def keep_words(self) -> Plan:
        """The plan once somebody said why the words may stay."""
        shown = [replace(line, is_held=False) for line in self.captions]
        return replace(self, captions=shown, moments=[*self.moments, *self.held], held=[])


def choose_targets(file: ReadFile, chosen: Mapping[str, str]) -> list[str]:
    """The target of each tier: what somebody chose under ``tier-<number>``, else what it most likely is."""
    targets = []
    for number, tier in enumerate(file.tiers):
        wanted = chosen.get(f"tier-{number}", tier.target)
        is_possible = wanted in TARGETS and not tier.why_not
        targets.append(wanted if is_possible else LEAVE_OUT)
    return targets


def plan_file(file: ReadFile, targets: Iterable[str], film: Film) -> Plan:
    """Plan each tier for its target."""
    plan = Plan(file)
    for tier, target in zip(file.tiers, targets, strict=True):
        planned = TierPlan(tier, target)
        plan.tiers.append(planned)
        if target == LEAVE_OUT:
            continue
        for line in tier.lines:
            why_not = _plan_line(plan, line, target, film)
            if why_not:
                planned.refused.append((line.place, why_not))
            else:
                planned.coming.append(line)
    return plan


def _plan_line(plan: Plan, line: ReadLine, target: str, film: Film) -> str:
    """Add what comes of a line; in words why nothing does, else nothing."""
    if why_not := _check_times(line, target, film):
        return why_not
    if target in TURNS:
        return _plan_turn(plan, line, target, film)
    if target == CAPTIONS:
        return _plan_caption(plan, line)
    return _plan_moment(plan, line, film) if target == MOMENTS else "left out"


def _check_times(line: ReadLine, target: str, film: Film) -> str:
    if line.start_ms is None:
        return "it has no time that can be read"
    if target != CAPTIONS and film.frames is None:
        return "the exact copy of the film is still being made"
    if line.start_ms >= film.length_ms or (line.end_ms or 0) > film.length_ms:
        return f"the film ends at {format_ms(film.length_ms)}"
    if target not in TURNS and line.end_ms is None:
        return "nothing says where it ends"
    if line.end_ms is not None and line.end_ms <= line.start_ms:
        return "it ends before it begins"
    return ""


def _plan_turn(plan: Plan, line: ReadLine, target: str, film: Film) -> str:
    kind, party = TURNS[target]
    if film.frames is None or line.start_ms is None:
        return "the exact copy of the film is still being made"
    frame = film.frames.find_frame(line.start_ms)
    plan.turns.append(PlannedTurn(party, kind, frame, line.end_ms))
    return ""


def _plan_caption(plan: Plan, line: ReadLine) -> str:
    words = (line.words or line.title).strip()
    if not words:
        return "it says nothing"
    if len(words) > LONGEST_LINE:
        return f"it has more than {LONGEST_LINE} characters"
    is_pointed = bool(read_words(words).findings)
    if is_pointed:
        plan.pointed.append(words)
    anchor = TimeRange(line.start_ms or 0, line.end_ms)
    plan.captions.append(PlannedLine(anchor, words, is_pointed))
    return ""


def _plan_moment(plan: Plan, line: ReadLine, film: Film) -> str:
    title, note = line.title.strip(), line.words
    if len(title) > LONGEST_TITLE:
        return f"its name has more than {LONGEST_TITLE} characters"
    if max(len(note), len(line.reason)) > LONGEST_TEXT:
        return f"its words have more than {LONGEST_TEXT} characters"
    pointed = [text for text in (title, note, line.reason) if read_words(text).findings]
    plan.pointed.extend(pointed)
    tags = _find_tags(line.tags, film.terms)
    plan.left_tags += len(line.tags) - len(tags)
    goal = film.goals.get(int(line.goal)) if _is_number(line.goal) else None
    anchor = TimeRange(line.start_ms or 0, line.end_ms)
    described = Described(anchor, title, note, line.reason, goal, tags)
    if pointed:
        plan.held.append(described)
        return "something in its words could tell who the family is"
    plan.moments.append(described)
    return ""


def _find_tags(tags: Sequence[tuple[str, str]], terms: Terms) -> list[Tagging]:
    found = []
    for party, name in tags:
        term = terms.get(uuid) if (uuid := read_uuid_or_none(name)) else None
        if term is not None and party in set(Party):
            found.append(Tagging(Party(party), *term))
    return found


def read_uuid_or_none(text: str) -> UUID | None:
    """The uuid, or None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 6
