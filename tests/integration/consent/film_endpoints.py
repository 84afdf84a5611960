"""Every endpoint that serves a film, or what was said about it, and for whom it exists while the film is open to them.

The table is derived from the addresses: whatever names a film, a viewing or a comment needs a row here.
"""

from __future__ import annotations

from flask import Flask

NAMES_A_FILM = {"clip_uuid", "viewing_uuid", "comment_uuid"}
"""Parameters of addresses that name a film, or something that hangs on one."""

SHOWN = frozenset({"owner", "supervisor", "reviewer", "peer"})
"""Whoever may see a film at all, each under a consent of their own."""

ENDPOINTS: dict[tuple[str, str], frozenset[str]] = {
    # --- bytes ---------------------------------------------------------------------------------------------------------
    ("GET", "clips.show_poster"): SHOWN,
    ("GET", "clips.show_filmstrip"): SHOWN,
    ("GET", "clips.show_film"): SHOWN,
    ("GET", "clips.show_viewing"): SHOWN,
    ("POST", "clips.create_viewing"): SHOWN,
    # --- how far it is, and its page -------------------------------------------------------------------------------------
    ("GET", "clips.show_state"): SHOWN,
    ("POST", "clips.create_retry"): SHOWN,
    ("GET", "feedback.show_clip"): SHOWN,
    # --- words -----------------------------------------------------------------------------------------------------------
    ("POST", "feedback.create_request"): SHOWN,
    ("POST", "feedback.create_comment"): SHOWN,
    ("POST", "feedback.create_release"): SHOWN,
    ("POST", "feedback.update_comment"): SHOWN,
    ("POST", "feedback.create_reply"): SHOWN,
    ("POST", "feedback.create_withdrawal"): SHOWN,
    # --- how long it stays, and what worries somebody ----------------------------------------------------------------------
    ("GET", "keeping.show_keeping"): SHOWN,
    ("POST", "keeping.create_hold"): SHOWN,
    ("POST", "keeping.create_extension"): SHOWN,
    ("GET", "holds.show_worry"): SHOWN,
    ("POST", "holds.create_safeguarding_hold"): SHOWN,
    ("POST", "keeping.create_removal"): SHOWN,
    # --- to whom it is shown -----------------------------------------------------------------------------------------------
    ("GET", "showings.index_showings"): SHOWN,
    ("GET", "showings.new_showing"): SHOWN,
    ("POST", "showings.create_showing"): SHOWN,
    ("POST", "showings.create_ending"): SHOWN,
}
"""(method, endpoint) -> the audiences that get another answer than 404 while the film is open to them."""

ENDS_IT = {
    ("POST", "keeping.create_removal"),
    ("POST", "feedback.create_withdrawal"),
    ("POST", "showings.create_ending"),
}
"""What takes the film, a reason to see it or the words away: asked only where it must be refused."""


def list_film_requests(app: Flask) -> set[tuple[str, str]]:
    """Every method of every address that names a film or something that hangs on one."""
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.arguments & NAMES_A_FILM
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
