"""The tags a form offers, and what it sends back: ``child:<uuid of a principle>`` or ``child:<…>:<uuid of an item>``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.cases.models import FilmKind
from app.clips.moments.described import Tagging
from app.clips.moments.errors import VocabularyChanged
from app.clips.moments.models import MomentTag
from app.clips.usual_parties import order_parties
from app.frameworks.models import Principle, PrincipleItem, Vocabulary
from app.frameworks.parties import Party


@dataclass(frozen=True, slots=True)
class Offered:
    """Something to choose: its value in the form, its words, and what it stands for."""

    value: str
    words: str
    tagging: Tagging


@dataclass(frozen=True, slots=True)
class Rung:
    """One principle of the ladder for one party, with its items."""

    principle: Principle
    whole: Offered
    items: Sequence[Offered]

    @property
    def values(self) -> frozenset[str]:
        """Every value of this rung."""
        return frozenset({self.whole.value, *(item.value for item in self.items)})


@dataclass(frozen=True, slots=True)
class PartyLadder:
    """The whole ladder for one party."""

    party: Party
    rungs: Sequence[Rung]

    def count(self, values: Iterable[str]) -> int:
        """How many of these values are of this party."""
        return sum(value.startswith(f"{self.party}:") for value in values)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be chosen for one moment: the ladders of the version in force, and what the moment keeps of earlier ones."""

    ladders: Sequence[PartyLadder]
    earlier: Sequence[Offered]

    @property
    def known(self) -> dict[str, Tagging]:
        """Every value with what it stands for."""
        offered = [
            each
            for ladder in self.ladders
            for rung in ladder.rungs
            for each in (rung.whole, *rung.items)
        ]
        return {each.value: each.tagging for each in (*offered, *self.earlier)}

    def read(self, values: Iterable[str]) -> list[Tagging]:
        """The tags that a form sent. Raises VocabularyChanged for one that is not offered."""
        known = self.known
        try:
            return [known[value] for value in dict.fromkeys(values)]
        except KeyError as error:
            raise VocabularyChanged from error

    def first_party(self, values: Sequence[str]) -> Party | None:
        """Whose ladder is open: the first party with a tag, else the one seen most."""
        tagged = (ladder.party for ladder in self.ladders if ladder.count(values))
        return next(tagged, self.ladders[0].party if self.ladders else None)


def build_offer(
    vocabulary: Vocabulary | None, kind: FilmKind, tags: Sequence[MomentTag] = ()
) -> Offer:
    """What may be chosen in a film of this kind; ``tags`` are those that the moment has."""
    parties = order_parties(kind)
    principles = vocabulary.principles if vocabulary else []
    ladders = [PartyLadder(party, [_build_rung(party, p) for p in principles]) for party in parties]
    offer = Offer(ladders if vocabulary else [], [])
    earlier = [_offer(tag.party, tag.principle, tag.item) for tag in tags]
    return Offer(offer.ladders, [each for each in earlier if each.value not in offer.known])


def list_values(tags: Iterable[MomentTag]) -> list[str]:
    """What a form sends for these tags."""
    return [_offer(tag.party, tag.principle, tag.item).value for tag in tags]


def _build_rung(party: Party, principle: Principle) -> Rung:
    items = [_offer(party, principle, item) for item in principle.items]
    return Rung(principle, _offer(party, principle, None), items)


def _offer(party: Party, principle: Principle, item: PrincipleItem | None) -> Offered:
    places = [party.value, str(principle.uuid), *([str(item.uuid)] if item else [])]
    words = item.words if item else principle.name
    return Offered(":".join(places), words, Tagging(party, principle, item))
