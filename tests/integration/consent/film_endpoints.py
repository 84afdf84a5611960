"""Every endpoint that serves a film, or what was said about it, and for whom it exists while the film is open to them.

The table is derived from the addresses: whatever names a film, a viewing or a comment needs a row here.
"""

from __future__ import annotations

from flask import Flask

NAMES_A_FILM = {
    "clip_uuid",
    "viewing_uuid",
    "comment_uuid",
    "moment_uuid",
    "turn_uuid",
    "caption_uuid",
    "still_uuid",
    "edited_film_uuid",
    "part_uuid",
    "rendering_uuid",
    "screening_uuid",
    "visit_uuid",
}
"""Parameters of addresses that name a film, or something that hangs on one."""

SHOWN = frozenset({"owner", "supervisor", "reviewer", "peer"})
"""Whoever may see a film at all, each under a consent of their own."""

BOTH = frozenset({"owner", "supervisor"})
"""The two who study a film."""

OWNER = frozenset({"owner"})
"""Whoever takes a film to a family."""

ENDPOINTS: dict[tuple[str, str], frozenset[str]] = {
    # --- bytes ---------------------------------------------------------------------------------------------------------
    ("GET", "clips.show_poster"): SHOWN,
    ("GET", "clips.show_filmstrip"): SHOWN,
    ("GET", "clips.show_film"): SHOWN,
    ("GET", "clips.show_frames"): SHOWN,
    ("GET", "comparisons.show_comparison"): SHOWN,
    ("GET", "clips.show_waveform"): SHOWN,
    ("GET", "clips.show_viewing"): SHOWN,
    ("POST", "clips.create_viewing"): SHOWN,
    ("GET", "captions.show_track"): SHOWN,
    # --- how far it is, and its page -------------------------------------------------------------------------------------
    ("GET", "clips.show_state"): SHOWN,
    ("POST", "clips.create_retry"): SHOWN,
    ("POST", "device_copies.create_answer"): SHOWN,
    ("GET", "feedback.show_clip"): SHOWN,
    # --- words -----------------------------------------------------------------------------------------------------------
    ("POST", "feedback.create_request"): SHOWN,
    ("POST", "feedback.create_comment"): SHOWN,
    ("POST", "feedback.create_release"): SHOWN,
    ("POST", "feedback.update_comment"): SHOWN,
    ("POST", "feedback.create_reply"): SHOWN,
    ("POST", "feedback.create_withdrawal"): SHOWN,
    # --- moments -----------------------------------------------------------------------------------------------------------
    ("GET", "moments.index_moments"): BOTH,
    ("POST", "moments.create_moment"): BOTH,
    ("POST", "moments.update_moment"): BOTH,
    ("POST", "moments.create_removal"): BOTH,
    # --- what is said in it: written and read by the two who study it ----------------------------------------------------------
    ("GET", "captions.show_captions"): BOTH,
    ("POST", "captions.create_caption"): BOTH,
    ("POST", "captions.update_caption"): BOTH,
    ("POST", "captions.create_removal"): BOTH,
    ("POST", "captions.create_return"): BOTH,
    ("POST", "turns.create_turns"): BOTH,
    ("POST", "turns.update_turn"): BOTH,
    ("POST", "turns.create_removal"): BOTH,
    ("GET", "annotations.show_annotations"): BOTH,
    ("POST", "annotations.create_export"): BOTH,
    ("POST", "annotation_imports.create_import"): BOTH,
    ("GET", "annotation_imports.show_import"): BOTH,
    ("POST", "annotation_imports.create_confirmation"): BOTH,
    ("POST", "annotation_imports.create_cancellation"): BOTH,
    ("POST", "annotation_imports.create_undoing"): BOTH,
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
    ("POST", "stills.create_still"): SHOWN,
    ("GET", "stills.show_still"): BOTH,
    ("POST", "stills.create_removal"): BOTH,
    # --- edited films --------------------------------------------------------------------------------------------------------
    ("GET", "edited_films.show_edited_film"): BOTH,
    ("POST", "edited_films.update_edited_film"): BOTH,
    ("POST", "edited_films.create_removal"): BOTH,
    ("GET", "renderings.show_state"): BOTH,
    ("POST", "renderings.create_rendering"): BOTH,
    ("GET", "renderings.show_rendering"): BOTH,
    ("GET", "renderings.show_poster"): BOTH,
    ("GET", "screenings.show_edited_film"): BOTH,
    ("POST", "screenings.create_screening"): BOTH,
    ("GET", "screenings.show_screening"): BOTH,
    ("GET", "screenings.show_film"): BOTH,
    ("GET", "screenings.show_frames"): BOTH,
    ("GET", "presenting.show_presentation"): BOTH,
    ("GET", "visits.new_visit"): BOTH,
    ("POST", "visits.create_visit"): BOTH,
    ("GET", "visits.show_visit"): OWNER,
    ("GET", "visits.show_film"): OWNER,
    ("POST", "visits.create_ending"): OWNER,
    ("GET", "sheets.show_sheet"): BOTH,
    ("POST", "sheets.create_sheet"): BOTH,
    ("POST", "film_parts.create_part"): BOTH,
    ("POST", "film_parts.update_part"): BOTH,
    ("POST", "film_parts.update_position"): BOTH,
    ("POST", "film_parts.create_part_removal"): BOTH,
}
"""(method, endpoint) -> the audiences that get another answer than 404 while the film is open to them."""

ENDS_IT = {
    ("POST", "keeping.create_removal"),
    ("POST", "feedback.create_withdrawal"),
    ("POST", "showings.create_ending"),
    ("POST", "stills.create_removal"),
    ("POST", "edited_films.create_removal"),
    ("POST", "film_parts.create_part_removal"),
    ("POST", "moments.create_removal"),
    ("POST", "captions.create_removal"),
    ("POST", "turns.create_removal"),
    ("POST", "visits.create_ending"),
    ("POST", "annotation_imports.create_cancellation"),
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
