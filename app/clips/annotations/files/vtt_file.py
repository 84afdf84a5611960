"""Annotations as cues of WebVTT: captions as they are, everything else with what it is in front."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.clips.annotations.records import Annotations
from app.clips.captions.webvtt import write_webvtt

CHOICES = ("captions", "moments", "turns", "comments")
"""What may be chosen to be in the file."""


def write_vtt(annotations: Annotations, chosen: Collection[str]) -> Iterator[str]:
    """The file with what was chosen of `CHOICES`, in the order of the film."""
    cues = [cue for name in CHOICES if name in chosen for cue in _list_cues(annotations, name)]
    return write_webvtt(sorted(cues, key=lambda cue: cue[:2]))


def _list_cues(annotations: Annotations, name: str) -> Iterator[tuple[int, int, str]]:
    if name == "captions":
        for line in annotations.captions:
            yield line.place.start_ms, line.place.shown_end_ms, line.words
    elif name == "moments":
        for moment in annotations.moments:
            said = " – ".join(filter(None, (moment.title, moment.note)))
            tags = ", ".join(f"{tag.party}: {tag.term.label}" for tag in moment.tags)
            words = "\n".join(filter(None, (f"Moment: {said}" if said else "Moment", tags)))
            yield moment.place.start_ms, moment.place.shown_end_ms, words
    elif name == "turns":
        for turn in annotations.turns:
            words = f"{turn.party.label}: {turn.kind.value}"
            yield turn.place.start_ms, turn.place.shown_end_ms, words
    else:
        for said_by in annotations.comments:
            words = f"{said_by.kind}: {said_by.words}"
            yield said_by.place.start_ms, said_by.place.shown_end_ms, words
