"""The lists that the office keeps, whichever part of the portal they belong to."""

from __future__ import annotations

from uuid import UUID

from app.accounts.profiles import queries as profile_queries
from app.accounts.profiles import services as profile_services
from app.accounts.profiles.models import ChoiceKind, ProfileChoice
from app.cases.choices import queries as case_queries
from app.cases.choices import services as case_services
from app.cases.choices.models import CaseChoice, ChoiceList
from app.core.actor import Actor
from app.core.pagination import Page

Kind = ChoiceKind | ChoiceList
Entry = ProfileChoice | CaseChoice

KINDS: tuple[Kind, ...] = (*ChoiceKind, *ChoiceList)
LONGEST = {ChoiceKind: 120, ChoiceList: 300}
"""Characters of an entry, by the part its list belongs to."""

PLACES = {
    ChoiceList.REFERRAL_REASON: "clients’ pages",
    ChoiceList.REFLECTION_PROMPT: "reflections",
}


def read_kind(name: str) -> Kind:
    """The list of this name. Raises ValueError for a name that no list has."""
    return ChoiceList(name) if name in set(ChoiceList) else ChoiceKind(name)


def name_places(kind: Kind) -> str:
    """Where the entries of a list stand once they were chosen, as one reads in a sentence."""
    return PLACES.get(kind, "profiles") if isinstance(kind, ChoiceList) else "profiles"


def page_entries(actor: Actor, kind: Kind, page: int) -> Page[ProfileChoice] | Page[CaseChoice]:
    """One list, with what is retired at its end."""
    if isinstance(kind, ChoiceList):
        return case_queries.page_choices(actor, kind, page)
    return profile_queries.page_choices(actor, kind, page)


def get_entry(actor: Actor, uuid: UUID) -> Entry:
    """One entry of any list. Raises NotFound."""
    return case_queries.find_choice(actor, uuid) or profile_queries.get_choice(actor, uuid)


def add_entry(actor: Actor, kind: Kind, name: str) -> Entry:
    """Offer something new. Raises ChoiceExists or EntryExists."""
    if isinstance(kind, ChoiceList):
        return case_services.add_choice(actor, kind, name)
    return profile_services.add_choice(actor, kind, name)


def reword_entry(actor: Actor, entry: Entry, name: str) -> None:
    """Name an entry anew. Raises ChoiceExists or EntryExists."""
    if isinstance(entry, CaseChoice):
        case_services.reword_choice(actor, entry, name)
    else:
        profile_services.reword_choice(actor, entry, name)


def retire_entry(actor: Actor, entry: Entry) -> None:
    """Offer an entry no more."""
    if isinstance(entry, CaseChoice):
        case_services.retire_choice(actor, entry)
    else:
        profile_services.retire_choice(actor, entry)


def bring_back_entry(actor: Actor, entry: Entry) -> None:
    """Offer an entry again."""
    if isinstance(entry, CaseChoice):
        case_services.bring_back_choice(actor, entry)
    else:
        profile_services.bring_back_choice(actor, entry)
