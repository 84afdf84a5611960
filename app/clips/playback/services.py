"""Opening a film."""

from __future__ import annotations

from app.audit.services import record_event
from app.clips.models import Clip
from app.clips.playback.models import Viewing
from app.clips.policies import can_watch
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db

NOT_YET = "This film cannot be watched yet: it is still on its way, or could not be prepared."


def start_viewing(actor: Actor, clip: Clip) -> Viewing:
    """The actor opens the film: one viewing, one audit event."""
    require(can_watch(actor, clip), NOT_YET)
    viewing = Viewing(clip=clip, person_id=actor.person_id)
    db.session.add(viewing)
    db.session.flush()
    owner_id = clip.cycle.client.enrolment.person_id
    record_event(actor, "clip.viewed", "clip", clip.uuid, about=owner_id)
    return viewing
