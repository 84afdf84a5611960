"""Taking the owner's word of what became of a film on its device."""

from __future__ import annotations

from app.audit.services import record_event
from app.clips.device_copies.models import CopyAnswer, DeviceCopyAnswer
from app.clips.device_copies.policies import can_answer
from app.clips.models import Clip, ClipState
from app.core.actor import Actor
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db

EVENTS = {
    CopyAnswer.DELETED: "device_copy.deleted",
    CopyAnswer.LATER: "device_copy.postponed",
    CopyAnswer.KEPT: "device_copy.kept",
}


class NotSafeYet(Conflict):
    """Until the film is ready its file may be needed once more."""

    title = "Keep the film on your device for now"
    message = (
        "The portal is not done with this film. Delete it from your device once its page says that it is ready, and "
        "answer then."
    )


def answer_about_copy(actor: Actor, clip: Clip, answer: CopyAnswer) -> None:
    """Note what the owner says. Raises NotSafeYet before the film is ready."""
    require(can_answer(actor, clip))
    if clip.state is not ClipState.READY:
        raise NotSafeYet
    db.session.add(DeviceCopyAnswer(clip=clip, answer=answer))
    db.session.flush()
    record_event(actor, EVENTS[answer], "clip", clip.uuid)
