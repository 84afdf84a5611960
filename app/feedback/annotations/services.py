"""Taking what was written about a film out of the portal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.audit.services import record_event
from app.clips.annotations.files.csv_file import write_csv
from app.clips.annotations.files.eaf_file import write_eaf
from app.clips.annotations.files.json_file import write_json
from app.clips.annotations.files.vtt_file import write_vtt
from app.clips.annotations.places import find_place
from app.clips.annotations.queries import read_annotations
from app.clips.annotations.records import Annotations, CommentRecord
from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.feedback.annotations.policies import can_take_annotations
from app.feedback.queries import list_comments

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "eaf": "application/xml; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class AnnotationFile:
    """A file made whole: a film has some thousand annotations at most. Its name tells nothing of the family."""

    name: str
    content_type: str
    text: str


def take_annotations(
    actor: Actor, clip: Clip, kind: str, chosen: Collection[str]
) -> AnnotationFile:
    """A file of one ``kind`` of `CONTENT_TYPES`, with what the actor may read; ``chosen`` says what cues are made of.

    That it was taken is on record, also for the trainee.
    """
    require(can_take_annotations(actor, clip))
    annotations = read_annotations(actor, clip, _read_comments(actor, clip))
    owner_id = clip.cycle.client.enrolment.person_id
    record_event(actor, "annotations.taken", "clip", clip.uuid, about=owner_id)
    name = f"annotations-{clock.today().isoformat()}.{kind}"
    return AnnotationFile(name, CONTENT_TYPES[kind], _write(annotations, kind, chosen))


def _write(annotations: Annotations, kind: str, chosen: Collection[str]) -> str:
    made_at = clock.now().isoformat(timespec="seconds")
    if kind == "csv":
        return "".join(write_csv(annotations))
    if kind == "vtt":
        return "".join(write_vtt(annotations, chosen))
    if kind == "eaf":
        return write_eaf(annotations, made_at)
    return write_json(annotations, made_at)


def _read_comments(actor: Actor, clip: Clip) -> Sequence[CommentRecord]:
    """The released ones that were not withdrawn, in the order of the film."""
    frames = find_frames(actor, clip)
    said = [
        comment
        for comment in list_comments(actor, clip)
        if comment.released_at is not None and comment.withdrawn_at is None
    ]
    return [
        CommentRecord(
            find_place(frames, comment.anchor.start_ms, comment.anchor.end_ms),
            comment.kind.value.replace("_", " ").capitalize(),
            comment.body,
        )
        for comment in sorted(said, key=lambda comment: (comment.anchor.start_ms, comment.id))
    ]
