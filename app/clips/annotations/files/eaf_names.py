"""What the portal calls things in an ELAN file, so that it knows them again."""

from __future__ import annotations

import enum

MARK = "vig-portal"
MARKED_AS = "annotations 1"
"""A property of the header that says: this is a file of the portal's own."""

PRINCIPLES, TURNS = "Principles", "Turns"
"""The two controlled vocabularies."""

POINT, LASTING = "point", "lasting"
"""What a turn's annotation says: it was marked at one frame, or from a time to a time."""


class TierType(enum.StrEnum):
    """The linguistic types of the portal's tiers."""

    CAPTION = "caption"
    MOMENT = "moment"
    NOTE = "moment note"
    REASON = "moment reason"
    GOAL = "moment goal"
    TAG = "moment tag"
    INITIATIVE = "initiative"
    RECEPTION = "reception"
    COMMENT = "comment"


ALIGNED = (
    TierType.CAPTION,
    TierType.MOMENT,
    TierType.INITIATIVE,
    TierType.RECEPTION,
    TierType.COMMENT,
)
"""Types whose annotations have times of their own."""

ASSOCIATED = (TierType.NOTE, TierType.REASON, TierType.GOAL)
"""Types with at most one annotation for each moment."""


def name_entry(term_uuid: object) -> str:
    """The id of a principle or item in the vocabulary; ids begin with a letter."""
    return f"e-{term_uuid}"
