"""The vocabulary a new installation starts with: the six names of the principles, and paraphrases of our own.

The association's own table (Kennedy 2011) is copyright; the office edits these words into a version of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrincipleTemplate:
    """A principle before it is a row."""

    code: str
    name: str
    items: Sequence[str]


FIRST_VOCABULARY = (
    PrincipleTemplate(
        "BA",
        "Being attentive",
        (
            "An interested, friendly posture",
            "Giving time and space",
            "Turning towards the other",
            "Wondering about them",
            "Enjoying watching them",
        ),
    ),
    PrincipleTemplate(
        "EI",
        "Encouraging initiatives",
        (
            "Waiting",
            "Listening actively",
            "A warm voice",
            "A playful tone",
            "Naming what the child does, thinks or feels",
            "Naming what one does, thinks or feels oneself",
            "Looking out for initiatives",
        ),
    ),
    PrincipleTemplate(
        "RI",
        "Receiving initiatives",
        (
            "Showing that it was noticed",
            "Receiving with the body",
            "Being friendly and playful",
            "Returning eye contact, a smile, a nod",
            "Receiving in words",
            "Using the other's own words",
        ),
    ),
    PrincipleTemplate(
        "DA",
        "Developing attuned interactions",
        (
            "Receiving first, then responding",
            "Checking that one was understood",
            "Waiting for one's turn",
            "Having fun together",
            "A second turn, and further ones",
            "Short turns",
            "Both contributing equally",
            "Working together on something",
        ),
    ),
    PrincipleTemplate(
        "GU",
        "Guiding",
        (
            "Building on what is there already",
            "Attuned limits: a no inside a yes",
            "Extending the response",
            "Adjusting the support",
            "Giving information",
            "Giving help when it is needed",
            "Offering choices",
            "Making suggestions",
        ),
    ),
    PrincipleTemplate(
        "DD",
        "Deepening discussion",
        (
            "Supporting goals",
            "Sharing points of view",
            "Solving problems together",
            "Naming a difference",
            "Exploring intentions",
            "Naming a contradiction",
            "Reaching a new understanding together",
            "Managing conflict by returning to attentiveness",
        ),
    ),
)
