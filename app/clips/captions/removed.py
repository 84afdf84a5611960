"""The line that was taken away last: it waits among its author's unsent words, so that it can be put back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from app.clips.captions.models import LONGEST_LINE, Caption
from app.clips.models import Clip
from app.core.errors import DomainError
from app.core.time_range import TimeRange


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line as it stood under its film. ``uuid`` is written with hyphens."""

    uuid: str
    start_ms: int
    end_ms: int
    words: str
    is_held: bool

    @property
    def anchor(self) -> TimeRange:
        """Where it stood."""
        return TimeRange(self.start_ms, self.end_ms)

    def write(self) -> str:
        """The line as a draft keeps it."""
        return json.dumps(asdict(self))


def name_removed(clip: Clip) -> str:
    """Where the line waits: under the film's uuid, with which it is erased."""
    return f"caption-removed-{clip.uuid}"


def note_removed(caption: Caption) -> RemovedLine:
    """What is needed to put this line back."""
    end_ms = caption.anchor.end_ms or caption.anchor.start_ms + 1
    is_held = caption.held_at is not None
    return RemovedLine(str(caption.uuid), caption.anchor.start_ms, end_ms, caption.words, is_held)


def read_removed(body: str) -> RemovedLine | None:
    """What `RemovedLine.write` wrote; None for anything else, because people may put into their drafts what they like."""
    try:
        line = RemovedLine(**json.loads(body))
        UUID(line.uuid)
        line.words.encode()  # half a character cannot be kept
        kinds = [type(value) for value in (line.start_ms, line.end_ms, line.words, line.is_held)]
        whole = kinds == [int, int, str, bool] and 0 < len(line.words.strip()) <= LONGEST_LINE
        return line if whole and "\0" not in line.words and line.anchor else None
    except (ValueError, TypeError, AttributeError, RecursionError, DomainError):
        return None
