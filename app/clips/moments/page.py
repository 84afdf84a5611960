"""What the page of a film's moments shows to the person who opened it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.accounts.models import Person
from app.cases.goals.queries import list_goals
from app.cases.goals.views import GoalView, WordsState
from app.clips.frames.queries import has_frames
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.clips.moments.policies import can_choose
from app.clips.moments.queries import MOST_MOMENTS, count_tags, list_moments
from app.clips.moments.summary import Summary, summarise
from app.clips.moments.tags import Offer, build_offer
from app.clips.track import Mark, Markable, lay_out
from app.clips.turns.view import TurnsView, build_turns_view
from app.core.actor import Actor
from app.frameworks.models import Vocabulary
from app.frameworks.queries import find_vocabulary


@dataclass(frozen=True, slots=True)
class MomentsPage:
    """One film with the moments chosen in it.

    ``is_open``: it can be watched; ``is_exact``: its frames are known, so that moments can be chosen. ``goals`` are those of
    the family whose words this person may read, by id.
    """

    clip: Clip
    is_owner: bool
    is_open: bool
    is_exact: bool
    moments: Sequence[Moment]
    marks: Sequence[Mark]
    goals: Mapping[int, GoalView]
    vocabulary: Vocabulary | None
    summary: Summary
    turns: TurnsView

    @property
    def trainee(self) -> Person:
        """Whose work the film shows."""
        return self.clip.cycle.client.enrolment.person

    @property
    def lane_count(self) -> int:
        """How many marks stand above each other on the track."""
        return 1 + max((mark.lane for mark in self.marks), default=0)

    @property
    def is_full(self) -> bool:
        """Whether the film takes no further moment."""
        return len(self.moments) >= MOST_MOMENTS

    def find_goal(self, moment: Moment) -> GoalView | None:
        """The goal of a moment, where its words may be read."""
        return self.goals.get(moment.goal_id or 0)

    def offer_tags(self, moment: Moment | None = None) -> Offer:
        """The tags that may be chosen for a moment, or for a new one."""
        return build_offer(self.vocabulary, self.clip.kind, moment.tags if moment else ())

    def list_choosable_goals(self, moment: Moment | None = None) -> Sequence[GoalView]:
        """The goals a moment may speak to: those that have not ended, and the one it speaks to already."""
        kept = moment.goal_id if moment else None
        return [g for g in self.goals.values() if g.goal.ended_on is None or g.goal.id == kept]

    def number_of(self, moment: Moment) -> int:
        """Which moment of the film it is, from 1."""
        return 1 + [each.id for each in self.moments].index(moment.id)


def build_moments_page(actor: Actor, clip: Clip) -> MomentsPage:
    """Read everything the page needs, in as many queries with sixty moments as with none."""
    moments = list_moments(actor, clip)
    vocabulary = find_vocabulary()
    client = clip.cycle.client
    goals = [g for g in list_goals(actor, client) if g.state is WordsState.OPEN]
    return MomentsPage(
        clip=clip,
        is_owner=can_choose(actor, clip),
        is_open=clip.state.can_play and clip.duration_ms is not None,
        is_exact=has_frames(actor, clip),
        moments=moments,
        marks=_mark(clip, moments),
        goals={goal.goal.id: goal for goal in goals},
        vocabulary=vocabulary,
        summary=summarise(count_tags(actor, client), clip.id, vocabulary),
        turns=build_turns_view(actor, clip, vocabulary),
    )


def _mark(clip: Clip, moments: Sequence[Moment]) -> list[Mark]:
    if not clip.duration_ms:
        return []
    shown = [Markable("strength", m.anchor, f"moment-{m.uuid}") for m in moments]
    return lay_out(shown, clip.duration_ms)
