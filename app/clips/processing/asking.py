"""Asking for the next job of a film, in its owner's turn."""

from __future__ import annotations

from app.clips.models import Clip
from app.clips.processing.orders import LIGHTEN_CLIP, PROCESS_CLIP, REVIEW_CLIP, name_processing
from app.jobs.models import Priority
from app.jobs.services import enqueue_job

PRIORITIES = {
    PROCESS_CLIP: Priority.FIRST,
    REVIEW_CLIP: Priority.LATER,
    LIGHTEN_CLIP: Priority.LAST,
}
"""Somebody waits to see their film; the copy for review takes long; what is made afterwards can wait."""


def ask_for(clip: Clip, job: str) -> None:
    """Put this job of the film into the queue, with the present transaction."""
    enqueue_job(
        job,
        {"clip_id": clip.id},
        unique_key=name_processing(clip.uuid, job),
        fair_key=str(clip.cycle.client.enrolment.person_id),
        priority=PRIORITIES[job],
    )
