"""Who is seen most in each kind of film; they are offered first."""

from __future__ import annotations

from collections.abc import Sequence

from app.cases.models import FilmKind
from app.frameworks.parties import Party

USUAL_PARTIES = {
    FilmKind.INTERACTION: (Party.CHILD, Party.CLIENT),
    FilmKind.SHARED_REVIEW: (Party.CLIENT, Party.TRAINEE),
}


def order_parties(kind: FilmKind) -> Sequence[Party]:
    """Every party, those seen most in such a film first."""
    usual = USUAL_PARTIES[kind]
    return (*usual, *(party for party in Party if party not in usual))
