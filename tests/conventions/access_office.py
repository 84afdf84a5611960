"""The rows of the access table that are about the association's desk and its organisations."""

from __future__ import annotations

from tests.conventions.access_rows import OFFICE_CHANGE, OFFICE_PAGE, Row, everybody

OFFICE_TABLE: dict[tuple[str, str], Row] = {
    # --- association: the office alone; it never sees films, clients or statements ------------------------------------
    ("GET", "wordings.index_wordings"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "wordings.index_versions"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "wordings.new_version"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "wordings.create_preview"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "wordings.create_version"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("GET", "goal_scale.edit_goal_scale"): OFFICE_PAGE,
    ("POST", "goal_scale.update_goal_scale"): OFFICE_CHANGE._replace(administrator=422),
    ("GET", "lists.index_lists"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "lists.show_list"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "lists.create_entry"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("GET", "lists.edit_entry"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "lists.update_entry"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "lists.create_retirement"): Row(401, 403, 403, 403, 403, 403, 403, 302),
    ("POST", "lists.create_return"): Row(401, 403, 403, 403, 403, 403, 403, 302),
    # --- organisations: what they approved, kept by the office --------------------------------------------------------
    ("GET", "organisations.index_organisations"): OFFICE_PAGE,
    ("GET", "organisations.new_organisation"): OFFICE_PAGE,
    ("GET", "organisations.show_organisation"): OFFICE_PAGE,
    ("GET", "organisations.edit_organisation"): OFFICE_PAGE,
    ("GET", "approvals.new_approval"): OFFICE_PAGE,
    ("GET", "retention_rules.index_rules"): OFFICE_PAGE,
    ("GET", "named_people.new_naming"): OFFICE_PAGE,
    ("GET", "consent_wordings.index_wordings"): OFFICE_PAGE,
    ("GET", "consent_wordings.new_wording"): OFFICE_PAGE,
    ("POST", "organisations.create_organisation"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "organisations.update_organisation"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "approvals.create_approval"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "retention_rules.create_preview"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "retention_rules.create_rule"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "consent_wordings.create_wording"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "organisations.create_closing"): OFFICE_CHANGE,
    ("POST", "organisations.create_reopening"): OFFICE_CHANGE,
    ("POST", "approvals.create_ending"): OFFICE_CHANGE,
    ("POST", "named_people.create_naming_end"): OFFICE_CHANGE,
    ("POST", "named_people.create_naming"): Row(401, 403, 403, 403, 403, 403, 403, 404),
    # --- organisations: what is approved where, and the papers, for everybody who works with clients -------------------
    ("GET", "consent_wordings.show_wording"): everybody(200),
    ("GET", "documents.index_organisations"): Row(302, 200, 200, 200, 200, 200, 403, 200),
    ("GET", "documents.show_data_flow"): Row(302, 200, 200, 200, 200, 200, 403, 200),
    ("GET", "documents.show_impact_assessment"): Row(302, 200, 200, 200, 200, 200, 403, 200),
    ("GET", "association.show_numbers"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.show_chart"): Row(302, 403, 403, 403, 403, 403, 403, 404),
    ("GET", "association.index_trainees"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.show_trainee"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.index_practitioners"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.index_supervisors"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.index_reviews"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "association.create_allocation"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "association.create_export"): Row(401, 403, 403, 403, 403, 403, 403, 200),
}
