"""How many requests one person, or one network where nobody is signed in, may send in a time.

This protects the machine and everybody else on it. What slows down guessing is counted in the database instead
(`accounts/tries`), because it must hold across processes and restarts.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil

from flask import Flask, g, request
from flask_limiter import Limiter, RequestLimit

from app.accounts.tries.keys import hash_network
from app.extensions import current_actor, current_settings
from app.headers import STATIC_ENDPOINTS


@dataclass(frozen=True, slots=True)
class Group:
    """Endpoints that share one limit, written as Flask-Limiter reads it; unsafe ones are counted by their POSTs alone."""

    limit: str
    endpoints: frozenset[str]


GROUPS: dict[str, Group] = {
    # A player asks for 4 MiB at a time and jumps; a page asks after its films every few seconds.
    "films": Group(
        "1800/minute",
        frozenset(
            {
                "captions.show_track",
                "clips.show_film",
                "clips.show_frames",
                "clips.show_filmstrip",
                "clips.show_poster",
                "clips.show_state",
                "clips.show_viewing",
                "clips.show_waveform",
                "screenings.show_film",
                "screenings.show_frames",
                "screenings.show_screening",
                "renderings.show_rendering",
                "renderings.show_state",
                "visits.show_film",
                "visits.show_visit",
                "uploads.show_offset",
                "uploads.update_upload",
                "uploads.override_method",
                "uploads.delete_upload",
            }
        ),
    ),
    # An office of thirty behind one address signs in at nine, each with two steps.
    "door": Group(
        "120/minute",
        frozenset(
            {
                "security.login",
                "security.two_factor_token_validation",
                "security.mf_recovery",
                "security.wan_signin",
                "security.wan_signin_response",
                "security.verify",
                "security.change_password",
                "security.reset_password",
                "acceptances.create_account",
            }
        ),
    ),
    # Each may send a letter to somebody.
    "letters": Group(
        "60/hour",
        frozenset(
            {
                "security.forgot_password",
                "invitations.create_invitation",
                "invitations.create_sending",
                "showings.create_showing",
            }
        ),
    ),
    # Two films make a cycle; a day of filming is a handful, and each may be begun anew.
    "new films": Group("120/hour", frozenset({"uploads.create_upload"})),
    # A whole list leaves the portal with each, or comes in.
    "lists": Group(
        "60/hour",
        frozenset(
            {
                "accreditation.create_certificate",
                "annotation_imports.create_import",
                "annotations.create_export",
                "association.create_export",
                "events.create_export",
                "imports.create_import",
                "imports.create_problem_list",
                "invitations.create_batch",
                "sheets.create_sheet",
                "timelines.create_summary",
            }
        ),
    ),
    # Gigabytes each, and a thread for as long as it takes.
    "archives": Group(
        "12/hour",
        frozenset(
            {
                "own_data.create_export",
                "subject_access.create_export",
                "subject_access.create_archive",
            }
        ),
    ),
}
PAGES = "600/minute"
"""Everything else: ten clicks a second."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask) -> None:
    """Count the requests of ``app`` where its settings say so; call it once the actor is found before each request."""
    settings = app.extensions["settings"]
    limiter = Limiter(
        name_asker,
        default_limits=[find_limit],
        request_identifier=name_group,
        storage_uri=settings.rate_limit_storage,
        strategy="fixed-window",  # its wait is exact, and it keeps one number for each asker
        in_memory_fallback_enabled=True,
        on_breach=note_wait,
        enabled=settings.rate_limits,
    )
    limiter.init_app(app)


def name_asker() -> str:
    """Whose requests are counted together."""
    actor = current_actor()
    if actor.person_id > 0:
        return f"person {actor.person_id}"
    return hash_network(current_settings().secret_key, request.remote_addr)


def name_group() -> str:
    """What a request counts as. Looking at a form is looking at a page; sending it is what its group is about."""
    if request.endpoint in STATIC_ENDPOINTS:
        return "static"  # under this name Flask-Limiter counts nothing
    for name, group in GROUPS.items():
        is_meant = name == "films" or request.method not in READING
        if request.endpoint in group.endpoints and is_meant:
            return name
    return "pages"


def find_limit() -> str:
    """The limit of this request."""
    group = GROUPS.get(name_group())
    return group.limit if group else PAGES


def note_wait(limit: RequestLimit) -> None:
    """How long the asker must wait, for the page that says so."""
    g.wait_s = max(1, ceil(limit.window.reset_time - time.time()))
