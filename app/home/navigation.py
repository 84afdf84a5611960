"""Where a person can go: one desk for each reason they work here, each with an address and sections of its own."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, session, url_for

from app.core.actor import Actor, RoleName


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of a desk. ``places`` are the beginnings of other addresses that belong to it."""

    label: str
    endpoint: str
    places: tuple[str, ...] = ()

    def measure_fit(self, path: str) -> int:
        """How many characters of an address this section explains; 0 where it is no part of it."""
        beginnings = (url_for(self.endpoint), *self.places)
        return max(len(b) if path == b or path.startswith(f"{b}/") else 0 for b in beginnings)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of a navigation. ``current`` is a value of aria-current: ``page``, ``true`` inside it, or None."""

    label: str
    href: str
    current: str | None


FAMILIES = ("/goals", "/ratings", "/edited-films")
"""Addresses of what belongs to a client beside the work itself."""

WORK = ("/cycles", "/clips", "/holds", "/closings")
"""Addresses of films and of what is said about them."""

PLACES = ("/organisations", "/consent-wordings")
"""Addresses of where work is done, and of what is signed there."""

OFFICE_PLACES = (
    *("/association/approvals", "/association/named-people", "/association/consent-wordings"),
    *PLACES,
    "/holds",
)


class DeskName(enum.StrEnum):
    """A place to work at: one for each role, and one for those whom an organisation named for its families."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    TRAINEE = "trainee"
    PRACTITIONER = "practitioner"
    ORGANISATION = "organisation"


DESKS: dict[DeskName, tuple[Section, ...]] = {
    DeskName.ADMINISTRATOR: (
        Section("Numbers", "association.show_numbers"),
        Section("Trainees", "association.index_trainees"),
        Section("Practitioners", "association.index_practitioners"),
        Section("Supervisors", "association.index_supervisors"),
        Section("Stage reviews", "association.index_reviews", ("/reviews",)),
        Section("Organisations", "organisations.index_organisations", OFFICE_PLACES),
        Section("People", "people.index_people", ("/association/imports", "/invitations")),
        Section("Events", "events.index_events", ("/association/erasures",)),
        Section(
            "Set-up",
            "lists.index_lists",
            (
                "/association/agreements",
                "/association/identifying-words",
                "/association/goal-scale",
                "/association/vocabulary",
                "/withdrawals",
                "/subject-access",
            ),
        ),
    ),
    DeskName.SUPERVISOR: (
        Section(
            "Caseload", "home.show_caseload", ("/trainees", "/clients", *FAMILIES, *WORK, *PLACES)
        ),
        Section("Sessions", "supervision.index_sessions"),
        Section("Reviews", "accreditation.index_reviews"),
        Section("Invitations", "invitations.index_invitations"),
    ),
    DeskName.TRAINEE: (
        Section("My pathway", "home.show_pathway", ("/trainees", "/reviews")),
        Section(
            "Clients",
            "cases.index_clients",
            ("/films", "/filmed-people", "/films-erased", *FAMILIES, *WORK, *PLACES),
        ),
        Section("Supervision", "supervision.index_sessions"),
        Section("Shown to me", "showings.index_shown"),
    ),
    DeskName.PRACTITIONER: (Section("My award", "accreditation.show_award", ("/awards",)),),
    DeskName.ORGANISATION: (
        Section("Withdrawals", "withdrawals.new_withdrawal"),
        Section("What is kept", "subject_access.index_requests"),
    ),
}
"""The desks in the order in which they are offered; the first section of each is its address."""

DESK_KEY = "_desk"
"""Where a browser's session keeps the desk that was used last; with an underscore it outlives signing out."""


def list_nav_items(actor: Actor) -> list[NavItem]:
    """The sections of the desk the person sits at, with the one this page belongs to."""
    desk = find_desk(actor)
    return [] if desk is None else _mark_current(DESKS[desk])


def list_desks(actor: Actor) -> list[NavItem]:
    """The desks a person with several roles can change between; none where there is no choice."""
    held, here = _list_held(actor), find_desk(actor)
    if len(held) < 2:
        return []
    return [
        NavItem(name_desk(desk), url_for(DESKS[desk][0].endpoint), "true" if desk is here else None)
        for desk in held
    ]


def find_desk(actor: Actor) -> DeskName | None:
    """The desk this page belongs to; where several fit or none, the one used last, else the first."""
    held = _list_held(actor)
    fitting = [desk for desk in held if _find_section(DESKS[desk])] or held
    last = session.get(DESK_KEY)
    return next((desk for desk in fitting if desk == last), next(iter(fitting), None))


def remember_desk(actor: Actor) -> None:
    """Keep the desk of this page for those that belong to several desks, and for the next time at the door."""
    desk = find_desk(actor)
    if desk is not None and session.get(DESK_KEY) != desk and _find_section(DESKS[desk]):
        session[DESK_KEY] = desk.value


def find_landing(actor: Actor) -> str:
    """The endpoint a person goes to from the door; somebody without a role finds what they were told."""
    desk = find_desk(actor)
    return DESKS[desk][0].endpoint if desk else "notifications.index_notifications"


def name_desk(desk: DeskName) -> str:
    """What a desk is called: ``Supervisor``."""
    return desk.value.capitalize()


def name_roles(actor: Actor) -> str:
    """The roles as words under the person's name, such as ``Trainee · Supervisor``."""
    words = [role.value.capitalize() for role in RoleName if actor.holds(role)]
    return " · ".join([*words, *(["Named by an organisation"] if actor.named_for_ids else [])])


def _list_held(actor: Actor) -> list[DeskName]:
    return [desk for desk in DESKS if _holds(actor, desk)]


def _holds(actor: Actor, desk: DeskName) -> bool:
    """The office ends consents by code from its own desk; whoever is named and of the office needs no second."""
    if desk is DeskName.ORGANISATION:
        return bool(actor.named_for_ids) and not actor.holds(RoleName.ADMINISTRATOR)
    return actor.holds(RoleName(desk.value))


def _find_section(sections: Sequence[Section]) -> Section | None:
    best = max(sections, key=lambda section: section.measure_fit(request.path))
    return best if best.measure_fit(request.path) else None


def _mark_current(sections: Sequence[Section]) -> list[NavItem]:
    inside = _find_section(sections)
    items = []
    for section in sections:
        href = url_for(section.endpoint)
        mark = "page" if request.path == href else "true"
        items.append(NavItem(section.label, href, mark if section is inside else None))
    return items
