"""How long films stay, as pages show it to one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.clips.keeping.policies import can_decide_keeping, can_remove
from app.clips.keeping.terms import FilmTerm, list_terms
from app.clips.keeping.words import tell_days_left, tell_term
from app.clips.models import Clip, ClipState, Hold, HoldKind
from app.core.actor import Actor


@dataclass(frozen=True, slots=True)
class FilmKeeping:
    """How long one film stays, and what this person may do about it."""

    clip: Clip
    term: FilmTerm
    may_decide: bool
    may_remove: bool

    @property
    def sentence(self) -> str:
        """Until when, and why."""
        return tell_term(self.term)

    @property
    def without_hold(self) -> str:
        """Until when it would stay if nobody held it."""
        return tell_term(replace(self.term, hold=None))

    @property
    def days_left(self) -> str:
        """How many days that are; empty where nothing runs."""
        return tell_days_left(self.term)

    @property
    def reason_hold(self) -> Hold | None:
        """The hold with a reason that this person may read about."""
        hold = self.term.hold
        return hold if self.may_decide and hold and hold.kind is HoldKind.REASON else None


def build_keepings(actor: Actor, clips: Sequence[Clip]) -> Mapping[int, FilmKeeping]:
    """Clip id -> how long it stays, for clips the actor was shown; in a fixed number of queries."""
    terms = list_terms([clip.id for clip in clips])
    return {
        clip.id: FilmKeeping(
            clip=clip,
            term=terms[clip.id],
            may_decide=can_decide_keeping(actor, clip),
            may_remove=can_remove(actor, clip)
            and clip.state is not ClipState.UPLOADING
            and terms[clip.id].hold is None,
        )
        for clip in clips
        if clip.id in terms
    }
