"""A film that a trainee shows to a fellow trainee, made straight in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.clips.models import Clip, ClipShowing
from app.core import clock
from app.extensions import db
from tests.factories.feedback import Scene, make_scene
from tests.factories.people import allocate, make_enrolment


@dataclass(frozen=True)
class Intervision:
    """One film with everybody around it, and the fellow trainee who sees it."""

    scene: Scene
    peer: Person
    showing: ClipShowing

    @property
    def clip(self) -> Clip:
        return self.scene.clip

    @property
    def address(self) -> str:
        return self.scene.address

    @property
    def ending(self) -> str:
        return f"{self.address}/showings/{self.showing.allocation.uuid}/ending"


def make_intervision(*, includes_feedback: bool = False) -> Intervision:
    """A film of a client who consented to everything, shown to a trainee of the same supervisor for four weeks."""
    scene = make_scene()
    peer = make_enrolment(supervisor=scene.supervisor).person
    showing = show_to_peer(scene.clip, peer, includes_feedback=includes_feedback)
    return Intervision(scene, peer, showing)


def show_to_peer(
    clip: Clip, peer: Person, *, until_on: date | None = None, includes_feedback: bool = False
) -> ClipShowing:
    """The clip is shown to this trainee, for four weeks unless a day is given."""
    showing = ClipShowing(
        clip=clip,
        allocation=allocate(AllocationKind.PEER, peer, clip.cycle.client.enrolment),
        until_on=until_on or clock.today() + timedelta(weeks=4),
        includes_feedback=includes_feedback,
    )
    db.session.add(showing)
    db.session.commit()
    return showing
