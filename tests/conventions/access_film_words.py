"""Who gets which answer about the words of a film: what is said in it, and what was seen in it, written down."""

from __future__ import annotations

from tests.conventions.access_rows import Row

WORDS_TABLE: dict[tuple[str, str], Row] = {
    ("GET", "captions.show_track"): Row(302, 200, 404, 404, 404, 404, 404, 404),
    # --- the lines under a film: written by its trainee, read by their supervisor ---------------------------------------------
    ("GET", "captions.show_captions"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "captions.create_caption"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "captions.update_caption"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "captions.create_removal"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("POST", "captions.create_return"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    # --- the same as a file: out for the two who study it, in for the trainee -------------------------------------------------
    ("GET", "annotations.show_annotations"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "annotations.create_export"): Row(401, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "annotation_imports.create_import"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("GET", "annotation_imports.show_import"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "annotation_imports.create_confirmation"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("POST", "annotation_imports.create_cancellation"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("POST", "annotation_imports.create_undoing"): Row(401, 303, 403, 404, 404, 404, 404, 404),
}
