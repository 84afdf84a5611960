"""What the annotations of a tier may become."""

from __future__ import annotations

from app.clips.turns.models import TurnKind
from app.frameworks.parties import Party

LEAVE_OUT, CAPTIONS, MOMENTS = "", "captions", "moments"


def name_turns(kind: TurnKind, party: Party) -> str:
    """The target of one party's turns of one kind."""
    return f"{kind.value}-{party.value}"


TURNS = {name_turns(kind, party): (kind, party) for kind in TurnKind for party in Party}

TARGETS = {
    LEAVE_OUT: "Leave out",
    CAPTIONS: "Captions",
    MOMENTS: "Moments",
    **{name: f"{kind.value.capitalize()}s: {party.value}" for name, (kind, party) in TURNS.items()},
}
"""Each target with its words."""
