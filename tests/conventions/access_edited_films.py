"""The rows of the access table that are about stills and edited films."""

from __future__ import annotations

from tests.conventions.access_rows import Row

EDITED_FILM_TABLE: dict[tuple[str, str], Row] = {
    # --- stills -----------------------------------------------------------------------------------------------------------
    ("POST", "stills.create_still"): Row(401, 422, 403, 403, 404, 404, 404, 404),
    ("GET", "stills.show_still"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "stills.create_removal"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    # --- edited films: made by the trainee, looked at by their supervisor -------------------------------------------------
    ("GET", "edited_films.index_edited_films"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "edited_films.create_edited_film"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("GET", "edited_films.show_edited_film"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "edited_films.update_edited_film"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "edited_films.create_removal"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("GET", "renderings.show_state"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "renderings.create_rendering"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("GET", "renderings.show_rendering"): Row(302, 204, 204, 404, 404, 404, 404, 404),
    ("GET", "renderings.show_poster"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("GET", "screenings.show_edited_film"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "screenings.create_screening"): Row(401, 303, 303, 404, 404, 404, 404, 404),
    ("GET", "screenings.show_screening"): Row(302, 204, 404, 404, 404, 404, 404, 404),
    ("GET", "screenings.show_film"): Row(302, 200, 404, 404, 404, 404, 404, 404),
    ("GET", "screenings.show_frames"): Row(302, 200, 404, 404, 404, 404, 404, 404),
    ("GET", "presenting.show_presentation"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("GET", "visits.new_visit"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "visits.create_visit"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("GET", "visits.show_visit"): Row(302, 204, 404, 404, 404, 404, 404, 404),
    ("GET", "visits.show_film"): Row(302, 200, 404, 404, 404, 404, 404, 404),
    ("POST", "visits.create_ending"): Row(401, 204, 404, 404, 404, 404, 404, 404),
    ("GET", "sheets.show_sheet"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "sheets.create_sheet"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "film_parts.create_part"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "film_parts.update_part"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "film_parts.update_position"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("POST", "film_parts.create_part_removal"): Row(401, 200, 403, 404, 404, 404, 404, 404),
}
