"""Who gets which answer at which endpoint, written by hand. A route without a row fails the law.

Columns: signed out, the trainee whose work it is, their supervisor, the reviewer of their stage, another supervisor, another
trainee, an accredited practitioner, an administrator. The world they meet in is `tests/conventions/world.py`; unsafe requests are sent with an empty body,
so 422 says "you may, but fill in the form", and 404 that the thing does not exist for this person.
"""

from __future__ import annotations

from typing import NamedTuple

PERSONAS = (
    "signed_out",
    "owner",
    "own_supervisor",
    "reviewer",
    "other_supervisor",
    "other_trainee",
    "practitioner",
    "administrator",
)


class Row(NamedTuple):
    """The expected status for each persona, in the order of `PERSONAS`."""

    signed_out: int
    owner: int
    own_supervisor: int
    reviewer: int
    other_supervisor: int
    other_trainee: int
    practitioner: int
    administrator: int


def everybody(status: int, signed_out: int = 302) -> Row:
    """The same for all who are signed in."""
    return Row(signed_out, *[status] * 7)


OFFICE_PAGE = Row(302, 403, 403, 403, 403, 403, 403, 200)
OFFICE_CHANGE = Row(401, 403, 403, 403, 403, 403, 403, 302)
"""What the office alone sees and changes."""

TABLE: dict[tuple[str, str], Row] = {
    # --- public -----------------------------------------------------------------------------------------------------
    ("GET", "static"): everybody(200, 200),
    ("GET", "bootstrap.static"): everybody(200, 200),
    ("GET", "home.show_health"): everybody(200, 200),
    ("GET", "security.login"): everybody(302, 200),
    ("POST", "security.login"): everybody(302, 200),
    ("GET", "security.forgot_password"): everybody(200, 200),
    ("POST", "security.forgot_password"): everybody(200, 200),
    ("GET", "security.reset_password"): everybody(302, 302),
    ("POST", "security.reset_password"): everybody(302, 302),
    ("GET", "agreements.show_code_of_conduct"): everybody(200, 200),
    ("GET", "agreements.show_privacy_notice"): everybody(200, 200),
    # --- the second step of signing in: for whoever has passed the first ----------------------------------------------
    ("GET", "security.two_factor_token_validation"): everybody(302, 302),
    ("POST", "security.two_factor_token_validation"): everybody(302, 302),
    ("GET", "security.mf_recovery"): everybody(302, 302),
    ("POST", "security.mf_recovery"): everybody(302, 302),
    ("GET", "security.wan_signin"): everybody(302, 200),
    ("POST", "security.wan_signin"): everybody(302, 200),
    ("POST", "security.wan_signin_response"): everybody(302, 302),
    ("GET", "factors.show_lost"): everybody(302, 302),
    # --- one's own second factors -------------------------------------------------------------------------------------
    ("GET", "factors.index_factors"): everybody(200),
    ("GET", "factors.new_app"): everybody(200),
    ("POST", "factors.create_app"): everybody(422, 401),
    ("POST", "factors.create_app_removal"): everybody(302, 401),
    ("GET", "factors.edit_passkey"): Row(302, 200, 404, 404, 404, 404, 404, 404),
    ("POST", "factors.update_passkey"): Row(401, 422, 404, 404, 404, 404, 404, 404),
    ("POST", "factors.create_passkey_removal"): Row(401, 409, 404, 404, 404, 404, 404, 404),
    ("GET", "factors.show_recovery_codes"): everybody(200),
    ("POST", "factors.create_recovery_codes"): everybody(200, 401),
    ("GET", "security.wan_register"): everybody(200),
    ("POST", "security.wan_register"): everybody(200, 401),
    ("POST", "security.wan_register_response"): everybody(302, 401),
    # --- what Flask-Security would offer beside it, and the portal does otherwise -----------------------------------------
    ("GET", "security.two_factor_setup"): everybody(404),
    ("POST", "security.two_factor_setup"): everybody(404, 401),
    ("POST", "security.two_factor_setup_validate"): everybody(404, 401),
    ("GET", "security.two_factor_rescue"): everybody(404),
    ("POST", "security.two_factor_rescue"): everybody(404, 401),
    ("GET", "security.tf_select"): everybody(404),
    ("POST", "security.tf_select"): everybody(404, 401),
    ("GET", "security.mf_recovery_codes"): everybody(404),
    ("POST", "security.mf_recovery_codes"): everybody(404, 401),
    ("GET", "security.wan_delete"): everybody(404),
    ("POST", "security.wan_delete"): everybody(404, 401),
    ("GET", "security.wan_verify"): everybody(404),
    ("POST", "security.wan_verify"): everybody(404, 401),
    ("POST", "security.wan_verify_response"): everybody(404, 401),
    # --- one's own --------------------------------------------------------------------------------------------------
    ("POST", "security.logout"): everybody(302, 401),
    ("GET", "security.verify"): everybody(200),
    ("POST", "security.verify"): everybody(200, 401),
    ("GET", "security.change_password"): everybody(200),
    ("POST", "security.change_password"): everybody(200, 401),
    ("GET", "sign_ins.index_sign_ins"): everybody(200),
    ("POST", "sign_ins.create_ending"): Row(401, 302, 404, 404, 404, 404, 404, 404),
    ("POST", "sign_ins.create_endings"): everybody(302, 401),
    ("GET", "home.index"): everybody(302),
    ("GET", "home.show_pathway"): everybody(200),
    ("GET", "home.show_caseload"): everybody(200),
    ("GET", "activity.index_events"): everybody(200),
    ("GET", "notifications.index_notifications"): everybody(200),
    ("POST", "notifications.create_reading"): everybody(302, 401),
    ("GET", "agreements.index_agreements"): everybody(200),
    ("POST", "agreements.create_acceptance"): everybody(302, 401),
    ("GET", "profiles.show_profile"): everybody(200),
    ("POST", "profiles.update_profile"): everybody(302, 401),
    ("POST", "profiles.create_postponement"): everybody(302, 401),
    ("GET", "notifications.edit_letters"): everybody(200),
    ("POST", "notifications.update_letters"): everybody(302, 401),
    ("GET", "drafts.show_draft"): everybody(204),
    ("PUT", "drafts.update_draft"): everybody(204, 401),
    ("DELETE", "drafts.delete_draft"): everybody(204, 401),
    # --- films: each reason with its own consent; a viewing is its opener's alone ---------------------------------------
    ("GET", "clips.show_state"): Row(302, 200, 200, 200, 404, 404, 404, 404),
    ("GET", "clips.show_poster"): Row(302, 200, 200, 200, 404, 404, 404, 404),
    ("GET", "clips.show_filmstrip"): Row(302, 200, 200, 200, 404, 404, 404, 404),
    ("POST", "clips.create_retry"): Row(401, 409, 403, 403, 404, 404, 404, 404),
    ("POST", "clips.create_viewing"): Row(401, 303, 303, 303, 404, 404, 404, 404),
    ("GET", "clips.show_viewing"): Row(302, 204, 404, 404, 404, 404, 404, 404),
    ("GET", "clips.show_film"): Row(302, 200, 404, 404, 404, 404, 404, 404),
    # --- cases: the trainee's own, and their supervisor's to see and to confirm ------------------------------------------
    ("GET", "cases.index_clients"): everybody(200),
    ("GET", "retention.index_erased"): everybody(200),
    ("GET", "cases.new_client"): Row(302, 200, 403, 403, 403, 200, 403, 403),
    ("POST", "cases.create_client"): Row(401, 422, 403, 403, 403, 422, 403, 403),
    ("GET", "cases.show_client"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("GET", "cases.edit_client"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "cases.update_client"): Row(401, 302, 403, 404, 404, 404, 404, 404),
    ("GET", "timelines.show_timeline"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "timelines.create_summary"): Row(401, 200, 403, 404, 404, 404, 404, 404),
    ("GET", "reminders.index_reminders"): everybody(200),
    ("GET", "reminders.edit_reminder"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "reminders.update_reminder"): Row(401, 302, 403, 404, 404, 404, 404, 404),
    ("POST", "cases.create_cycle"): Row(401, 302, 403, 404, 404, 404, 404, 404),
    ("GET", "cases.edit_dates"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "cases.update_dates"): Row(401, 302, 403, 404, 404, 404, 404, 404),
    ("GET", "cases.new_confirmation"): Row(302, 403, 200, 404, 404, 404, 404, 404),
    ("POST", "cases.create_confirmation"): Row(401, 403, 422, 404, 404, 404, 404, 404),
    ("GET", "consents.new_consents"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "consents.create_consents"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "consents.create_withdrawal"): Row(401, 302, 302, 404, 404, 404, 404, 404),
    # --- goals: the trainee writes them down, their supervisor reads them -----------------------------------------------------
    ("GET", "goals.index_goals"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("GET", "goals.new_goal"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.create_goal"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("GET", "goals.edit_goal"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.update_goal"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.create_ending"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.create_return"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("GET", "goals.new_rating"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.create_rating"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("GET", "goals.edit_rating"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.update_rating"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "goals.create_removal"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    # --- how a cycle went, and what stands beside it: the trainee's to write down -------------------------------------------------
    ("GET", "notes.edit_filming"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "notes.update_filming"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("GET", "notes.edit_shared_review"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "notes.update_shared_review"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("GET", "notes.edit_mark"): Row(302, 200, 403, 404, 404, 404, 404, 404),
    ("POST", "notes.update_mark"): Row(401, 422, 403, 404, 404, 404, 404, 404),
    ("POST", "notes.create_mark_removal"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    # --- reflections: the trainee's own, and what they share of them to their supervisor ------------------------------------------
    ("GET", "reflections.index_reflections"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "reflections.create_reflections"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    ("PUT", "reflections.update_reflection"): Row(401, 204, 403, 404, 404, 404, 404, 404),
    ("POST", "reflections.create_sharing_removal"): Row(401, 303, 403, 404, 404, 404, 404, 404),
    # --- progress: everybody with a reason sees the numbers -------------------------------------------------------------
    ("GET", "progress.show_counts"): Row(302, 200, 200, 200, 404, 404, 404, 200),
    ("GET", "home.show_trainee"): Row(302, 200, 200, 200, 404, 404, 404, 200),
    ("POST", "home.create_vouch"): Row(401, 403, 302, 403, 404, 404, 404, 302),
    # --- brought forward: recorded by the office, answered by the own supervisor, seen by whoever sees the numbers ------------
    ("GET", "brought_forward.show_position"): Row(302, 200, 200, 200, 404, 404, 404, 200),
    ("POST", "brought_forward.create_confirmation"): Row(401, 403, 302, 403, 404, 404, 404, 403),
    ("POST", "brought_forward.create_refusal"): Row(401, 403, 422, 403, 404, 404, 404, 403),
    ("GET", "positions.new_position"): Row(302, 403, 403, 403, 404, 404, 404, 200),
    ("POST", "positions.create_position"): Row(401, 403, 403, 403, 404, 404, 404, 422),
    # --- members from a list: the office alone ------------------------------------------------------------------------------
    ("GET", "imports.index_imports"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "imports.new_import"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "imports.show_template"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "imports.create_import"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("GET", "imports.show_import"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "imports.create_confirmation"): Row(401, 403, 403, 403, 403, 403, 403, 409),
    ("POST", "imports.create_cancellation"): Row(401, 403, 403, 403, 403, 403, 403, 302),
    ("POST", "imports.create_invitations"): Row(401, 403, 403, 403, 403, 403, 403, 302),
    ("POST", "imports.create_problem_list"): Row(401, 403, 403, 403, 403, 403, 403, 200),
    # --- supervision: whose training it is, and who supervises it now or held the session ----------------------------
    ("GET", "supervision.index_sessions"): everybody(200),
    ("GET", "supervision.choose_trainee"): Row(302, 302, 302, 200, 200, 302, 200, 200),
    ("GET", "supervision.new_session"): Row(302, 200, 200, 403, 404, 404, 404, 403),
    ("POST", "supervision.create_session"): Row(401, 422, 422, 403, 404, 404, 404, 403),
    ("GET", "supervision.show_session"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("POST", "supervision.create_confirmation"): Row(401, 403, 302, 404, 404, 404, 404, 404),
    ("POST", "supervision.create_refusal"): Row(401, 403, 422, 404, 404, 404, 404, 404),
    # --- how long a film stays: the two who work with it; a worry is everybody's who sees it; safeguarding is not the trainee's --
    ("GET", "keeping.show_keeping"): Row(302, 200, 200, 403, 404, 404, 404, 404),
    ("POST", "keeping.create_hold"): Row(401, 422, 422, 403, 404, 404, 404, 404),
    ("POST", "keeping.update_hold"): Row(401, 422, 422, 404, 404, 404, 404, 404),
    ("POST", "keeping.create_ending"): Row(401, 302, 302, 404, 404, 404, 404, 404),
    ("POST", "keeping.create_extension"): Row(401, 422, 422, 403, 404, 404, 404, 404),
    ("POST", "keeping.create_removal"): Row(401, 409, 403, 403, 404, 404, 404, 404),
    ("GET", "holds.show_worry"): Row(302, 200, 200, 200, 404, 404, 404, 404),
    ("POST", "holds.create_safeguarding_hold"): Row(401, 422, 422, 422, 404, 404, 404, 404),
    ("GET", "holds.index_holds"): everybody(200),
    ("POST", "holds.create_renewal"): Row(401, 404, 404, 404, 404, 404, 404, 422),
    ("POST", "holds.create_lifting"): Row(401, 404, 404, 404, 404, 404, 404, 302),
    # --- feedback: read through the cycle; asked by the trainee, written by the own supervisor; the reviewer sees the film ----
    ("GET", "feedback.show_cycle"): Row(302, 200, 200, 404, 404, 404, 404, 404),
    ("GET", "feedback.show_clip"): Row(302, 200, 200, 200, 404, 404, 404, 404),
    ("POST", "feedback.create_request"): Row(401, 422, 403, 403, 404, 404, 404, 404),
    ("POST", "feedback.create_comment"): Row(401, 403, 422, 403, 404, 404, 404, 404),
    ("POST", "feedback.create_release"): Row(401, 403, 303, 403, 404, 404, 404, 404),
    ("POST", "feedback.update_comment"): Row(401, 403, 403, 404, 404, 404, 404, 404),
    ("POST", "feedback.create_withdrawal"): Row(401, 403, 303, 404, 404, 404, 404, 404),
    ("POST", "feedback.create_reply"): Row(401, 422, 422, 404, 404, 404, 404, 404),
    # --- a film on its way: its owner alone (the world's has arrived, so 409) --------------------------------------------
    ("POST", "uploads.create_upload"): everybody(400, 401),
    ("PATCH", "uploads.update_upload"): Row(401, 409, 404, 404, 404, 404, 404, 404),
    ("DELETE", "uploads.delete_upload"): Row(401, 409, 404, 404, 404, 404, 404, 404),
    ("POST", "uploads.override_method"): everybody(400, 401),
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
    ("GET", "association.show_numbers"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.show_chart"): Row(302, 403, 403, 403, 403, 403, 403, 404),
    ("GET", "association.index_trainees"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.show_trainee"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.index_practitioners"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.index_supervisors"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "association.index_reviews"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "association.create_allocation"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "association.create_export"): Row(401, 403, 403, 403, 403, 403, 403, 200),
    # --- people: the office alone, and nobody of it with their own account ---------------------------------------------
    ("GET", "people.index_people"): OFFICE_PAGE,
    ("GET", "people.show_person"): OFFICE_PAGE,
    ("GET", "people.edit_person"): OFFICE_PAGE,
    ("POST", "people.update_person"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "people.create_role"): OFFICE_CHANGE,
    ("POST", "people.create_withdrawal"): OFFICE_CHANGE,
    ("POST", "people.create_deactivation"): OFFICE_CHANGE,
    ("POST", "people.create_factor_reset"): OFFICE_CHANGE,
    ("POST", "people.create_reactivation"): OFFICE_CHANGE,
    ("GET", "people.new_enrolment"): OFFICE_PAGE,
    ("POST", "people.create_enrolment"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("GET", "events.index_events"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "events.create_export"): Row(401, 403, 403, 403, 403, 403, 403, 200),
    ("GET", "erasures.index_erasures"): OFFICE_PAGE,
    ("POST", "erasures.create_export"): Row(401, 403, 403, 403, 403, 403, 403, 200),
    # what stayed in people's texts: counts and masked samples
    ("GET", "words.show_words"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "words.create_sample"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("GET", "words.show_sample"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "words.create_verdict"): Row(401, 403, 403, 403, 403, 403, 403, 404),
    # --- invitations: the association and supervisors invite; each supervisor sees their own; a link without its token is none
    ("GET", "acceptances.show_invitation"): everybody(404, 404),
    ("POST", "acceptances.create_account"): everybody(404, 404),
    ("POST", "acceptances.create_acceptance"): everybody(404, 401),
    ("GET", "invitations.index_invitations"): Row(302, 403, 200, 200, 200, 403, 403, 200),
    ("GET", "invitations.new_invitation"): Row(302, 403, 200, 200, 200, 403, 403, 200),
    ("POST", "invitations.create_invitation"): Row(401, 403, 422, 422, 422, 403, 403, 422),
    ("GET", "invitations.new_batch"): Row(302, 403, 403, 403, 403, 403, 403, 200),
    ("POST", "invitations.create_batch"): Row(401, 403, 403, 403, 403, 403, 403, 422),
    ("POST", "invitations.create_round"): Row(401, 403, 403, 403, 403, 403, 403, 302),
    ("POST", "invitations.create_sending"): Row(401, 404, 409, 404, 404, 404, 404, 409),
    ("POST", "invitations.create_revocation"): Row(401, 404, 302, 404, 404, 404, 404, 302),
    # --- sign-off: asked by the trainee, given by the office, decided by the reviewer; read by the own supervisor -----------
    ("GET", "accreditation.index_reviews"): everybody(200),
    ("GET", "accreditation.new_review"): Row(302, 302, 404, 404, 404, 200, 404, 404),
    ("POST", "accreditation.create_review"): Row(401, 422, 404, 404, 404, 422, 404, 404),
    ("GET", "accreditation.show_review"): Row(302, 200, 200, 200, 404, 404, 404, 200),
    ("POST", "accreditation.create_withdrawal"): Row(401, 302, 403, 403, 404, 404, 404, 403),
    ("POST", "accreditation.create_appointment"): Row(401, 403, 403, 403, 404, 404, 404, 422),
    ("POST", "accreditation.create_decision"): Row(401, 403, 403, 422, 404, 404, 404, 403),
    ("GET", "accreditation.show_award"): everybody(200),
    ("POST", "accreditation.create_certificate"): Row(401, 200, 404, 404, 404, 404, 404, 200),
}
