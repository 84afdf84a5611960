"""Where a person can go, by the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from app.core.actor import Actor, RoleName


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation."""

    label: str
    href: str
    current: bool


DESKS: dict[RoleName, tuple[tuple[str, str], ...]] = {
    RoleName.TRAINEE: (
        ("My pathway", "home.show_pathway"),
        ("Clients", "cases.index_clients"),
        ("Supervision", "supervision.index_sessions"),
    ),
    RoleName.SUPERVISOR: (
        ("Caseload", "home.show_caseload"),
        ("Sessions", "supervision.index_sessions"),
        ("Reviews", "accreditation.index_reviews"),
    ),
    RoleName.PRACTITIONER: (("My award", "accreditation.show_award"),),
    RoleName.ADMINISTRATOR: (
        ("Numbers", "association.show_numbers"),
        ("Trainees", "association.index_trainees"),
        ("Practitioners", "association.index_practitioners"),
        ("Supervisors", "association.index_supervisors"),
        ("Stage reviews", "association.index_reviews"),
    ),
}
"""The pages of each role; the first is the desk it lands on."""

LANDING_ORDER = (
    RoleName.ADMINISTRATOR,
    RoleName.SUPERVISOR,
    RoleName.TRAINEE,
    RoleName.PRACTITIONER,
)


def list_nav_items(actor: Actor) -> list[NavItem]:
    """The union of the desks of all roles the person holds, each page once."""
    pages = dict.fromkeys(
        page for role in LANDING_ORDER if actor.holds(role) for page in DESKS[role]
    )
    seen: dict[str, str] = {}
    for label, endpoint in pages:
        seen.setdefault(endpoint, label)
    return [
        NavItem(label, url_for(endpoint), current=request.endpoint == endpoint)
        for endpoint, label in seen.items()
    ]


def find_desk(actor: Actor) -> str:
    """The endpoint of the page the person lands on after signing in."""
    for role in LANDING_ORDER:
        if actor.holds(role):
            return DESKS[role][0][1]
    return "notifications.index_notifications"


def name_roles(actor: Actor) -> str:
    """The roles as words beside the person's initials, such as ``Trainee · Supervisor``."""
    return " · ".join(role.value.capitalize() for role in RoleName if actor.holds(role))
