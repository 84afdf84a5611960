"""What was chosen, marked and written down in a film, as entries of an archive. Pure."""

from __future__ import annotations

from app.clips.captions.models import Caption
from app.clips.moments.models import Moment
from app.clips.turns.models import Turn
from app.core.time_range import write_time
from app.retention.exports.records.sections import Entry


def describe_moment(moment: Moment) -> Entry:
    """A moment with its words and tags; times are exact to the frame, and so are the frames."""
    return {
        "from": write_time(moment.start_ms),
        "to": write_time(moment.end_ms),
        "first_frame": moment.start_frame,
        "first_frame_after": moment.end_frame,
        "name": moment.title,
        "seen": moment.note,
        "why": moment.reason,
        "principles": [
            f"{tag.party.label}: {tag.principle.name}" + (f", {tag.item.words}" if tag.item else "")
            for tag in moment.tags
        ],
        "chosen_at": moment.created_at,
    }


def describe_caption(line: Caption) -> Entry:
    """A line of what is said, and when it is shown."""
    return {
        "from": write_time(line.anchor.start_ms),
        "to": write_time(line.anchor.end_ms or 0),
        "words": line.words,
    }


def describe_turn(turn: Turn) -> Entry:
    """Who began or received something, and when."""
    return {
        "at": write_time(turn.start_ms),
        "frame": turn.start_frame,
        "who": turn.party.value,
        "turn": turn.kind.value,
    }
