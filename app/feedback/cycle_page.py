"""What the page of a cycle shows: how far it is, its two films, and the feedback on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.accounts.models import Person
from app.cases.closings.queries import find_closing
from app.cases.consents.gaps import Gap, list_gaps
from app.cases.consents.queries import list_person_lines
from app.cases.models import Cycle, EvidenceBasis, FilmKind
from app.cases.policies import can_confirm_cycle, can_work_with
from app.cases.queries import list_steps
from app.cases.steps import CycleSteps
from app.clips.erased.queries import ErasedFilm, list_erased_films
from app.clips.keeping.queries import list_wrong_kinds
from app.clips.keeping.views import FilmKeeping, build_keepings
from app.clips.models import Clip, ClipState
from app.clips.queries import list_clips_of_cycle
from app.core.actor import Actor
from app.feedback.cycle_work import CycleWork, read_cycle_work
from app.feedback.models import Comment
from app.feedback.queries import (
    HiddenFilm,
    list_hidden_films,
    list_released_comments,
    was_asked_about,
)
from app.organisations.queries import find_film_approval


@dataclass(frozen=True, slots=True)
class FilmSlot:
    """One half of a cycle: its day, its films that this person may see, how the portal knows of it, what was said.

    ``hidden`` are its films that may not be seen now, nor what was said about them, ``erased`` those that are gone.
    ``was_wrong``: the last film of this half was taken away, so that the right one may come. ``gaps`` tell its owner what a
    film of this kind is missing before others may see it.
    """

    kind: FilmKind
    on: date | None
    clips: Sequence[Clip]
    basis: EvidenceBasis | None
    comments: Sequence[Comment]
    hidden: Sequence[HiddenFilm]
    erased: Sequence[ErasedFilm]
    was_wrong: bool
    gaps: Sequence[Gap]

    @property
    def is_free(self) -> bool:
        """Whether a film may be sent for this half."""
        if self.clips:
            return self.clips[-1].state in {ClipState.FAILED, ClipState.UPLOADING}
        return not self.hidden and (self.basis is None or self.was_wrong)

    @property
    def is_blocked(self) -> bool:
        """Whether a film may not even be sent, because somebody it would show does not say yes to VIG."""
        return any(gap.blocks for gap in self.gaps)

    @property
    def hidden_words(self) -> int:
        """How much was said that may not be read now."""
        return sum(film.words for film in self.hidden)

    @property
    def lacks_consent(self) -> bool:
        """Whether a film is closed because somebody it shows does not say yes now."""
        return any(not film.has_consent for film in self.hidden)

    @property
    def is_done(self) -> bool:
        """Whether this half counts: it has a day, and the portal knows of its film."""
        return self.on is not None and self.basis is not None

    @property
    def is_confirmable(self) -> bool:
        """Whether somebody's word may stand in: the half has a day, and no film of it is here or on its way."""
        has_film = bool(self.hidden) or any(c.state is not ClipState.FAILED for c in self.clips)
        return self.on is not None and self.basis is None and not has_film


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle as this person may see it. ``may_send``: its films may come in, because the organisation approves them."""

    reader_id: int
    cycle: Cycle
    steps: CycleSteps
    slots: Sequence[FilmSlot]
    is_owner: bool
    may_send: bool
    is_closed: bool
    may_confirm: bool
    shown_clip_ids: frozenset[int]
    was_asked_about: bool
    keepings: Mapping[int, FilmKeeping]
    work: CycleWork

    @property
    def trainee(self) -> Person:
        """Whose work it is."""
        return self.cycle.client.enrolment.person

    @property
    def may_reply(self) -> bool:
        """Whoever sees a cycle is one of the two who talk about it."""
        return True

    @property
    def may_comment(self) -> bool:
        """Writing and taking back happen beside the film."""
        return False

    @property
    def confirmable(self) -> Sequence[FilmSlot]:
        """The halves the supervisor may stand for now."""
        return [slot for slot in self.slots if slot.is_confirmable] if self.may_confirm else []

    @property
    def to_bring(self) -> Clip | None:
        """The film of the shared review, where its trainee has not asked anything yet and nobody has answered."""
        if not self.is_owner or self.was_asked_about or any(slot.comments for slot in self.slots):
            return None
        films = [clip for slot in self.slots for clip in slot.clips if clip.state.can_play]
        return next((clip for clip in films if clip.kind is FilmKind.SHARED_REVIEW), None)

    def is_shown(self, comment: Comment) -> bool:
        """Whether the film of the comment may be seen now."""
        return comment.clip_id in self.shown_clip_ids


def build_cycle_page(actor: Actor, cycle: Cycle) -> CyclePage:
    """Read everything the page of this cycle needs, in a fixed number of queries."""
    steps = list_steps([cycle])[cycle.id]
    is_owner = can_work_with(actor, cycle.client)
    clips = list_clips_of_cycle(actor, cycle)
    comments = list_released_comments(actor, cycle)
    hidden = list_hidden_films(actor, cycle)
    wrong = list_wrong_kinds(cycle)
    erased = list_erased_films(actor, cycle)
    lines = list_person_lines(actor, cycle.client) if is_owner else None
    return CyclePage(
        reader_id=actor.person_id,
        cycle=cycle,
        steps=steps,
        slots=[
            FilmSlot(
                kind=kind,
                on=cycle.filmed_on if kind is FilmKind.INTERACTION else cycle.reviewed_on,
                clips=[clip for clip in clips if clip.kind is kind],
                basis=steps.find_basis(kind),
                comments=[comment for comment in comments if comment.clip.kind is kind],
                hidden=[film for film in hidden if film.kind is kind],
                was_wrong=kind in wrong,
                erased=[film for film in erased if film.kind is kind],
                gaps=[] if lines is None else list_gaps(lines, kind),
            )
            for kind in FilmKind
        ],
        is_owner=is_owner,
        may_send=is_owner
        and find_film_approval(cycle.client.organisation_id, actor.person_id) is not None,
        is_closed=find_closing(actor, cycle.client) is not None,
        may_confirm=can_confirm_cycle(actor, cycle),
        shown_clip_ids=frozenset(clip.id for clip in clips),
        was_asked_about=was_asked_about(actor, cycle),
        keepings=build_keepings(actor, clips),
        work=read_cycle_work(actor, cycle),
    )
