"""Small and plain: the laws of `docs/contributing.md` that a machine can read."""

from __future__ import annotations

import ast

from tests.conventions.source import (
    ROOT,
    Module,
    measure_function,
    read_modules,
    read_templates,
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_HANDLER = 15
LONGEST_TEMPLATE = 150

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "base_service"}

WITHOUT_ACTOR = {
    "app.accounts.agreements.queries.get_in_force": "what everybody agrees to, everybody may read",
    "app.accounts.agreements.queries.get_version": "what everybody agrees to, everybody may read",
    "app.accounts.agreements.queries.list_in_force": "what everybody agrees to, everybody may read",
    "app.accounts.invitations.acceptances.queries.get_by_link": "whoever holds the link may see what it is to",
    "app.accounts.invitations.queries.find_by_link": "whoever holds the link may see what it is to",
    "app.accounts.invitations.queries.find_people": "read by services that already required",
    "app.accounts.invitations.queries.find_unanswered": "read by services that already required",
    "app.accounts.queries.list_roles": "the roles of the association are no secret",
    "app.accounts.queries.get_role": "the roles of the association are no secret",
    "app.accounts.sign_ins.queries.find_sign_in": "it says who asks",
    "app.accreditation.appointments.queries.get_person": "whether they may review is asked of the service",
    "app.accreditation.appointments.queries.has_supervised_stage": "a rule between people, after `require`",
    "app.accreditation.appointments.queries.list_possible_reviewers": "for a review the actor was shown already",
    "app.accreditation.queries.find_next_stage": "pathways are published: everybody may read them",
    "app.accreditation.queries.lock_open_review": "read by services that already required",
    "app.accreditation.showings.queries.count_chosen": "over a review the actor was shown already",
    "app.allocations.queries.build_actor": "it makes the actor",
    "app.allocations.queries.find_supervisor": "over an enrolment the actor was shown already",
    "app.allocations.queries.find_supervisors": "over enrolments the actor was shown already",
    "app.allocations.queries.list_running_allocations": "a rule between people, after `require`",
    "app.accounts.tries.queries.find_wait": "nobody is known yet who tries",
    "app.cases.queries.list_purposes": "over clients the actor was shown already",
    "app.cases.consents.queries.list_withdrawn": "over clients the actor was shown already",
    "app.cases.queries.is_code_used": "that a code is free tells nothing of whose it would be",
    "app.frameworks.queries.find_vocabulary": "the principles of the association are no secret",
    "app.cases.goals.queries.find_scale": "the scale of the association is no secret",
    "app.cases.goals.queries.find_scale_row": "the scale of the association is no secret",
    "app.cases.notes.queries.list_marked": "over cycles the actor was shown already",
    "app.cases.policies.consented": "a criterion on the client, the same whoever asks",
    "app.cases.policies.is_filmed": "a criterion on people filmed, the same whoever asks",
    "app.cases.policies.said_yes": "a criterion on people filmed, the same whoever asks",
    "app.clips.policies.showing_runs": "a criterion on the showing, the same whoever asks",
    "app.clips.showings.policies.is_fellow_of": "a criterion on people, the same whoever asks",
    "app.clips.showings.policies.is_in_training": "a criterion on people, the same whoever asks",
    "app.cases.policies.running_consent": "a criterion on the consent, the same whoever asks",
    "app.cases.closings.queries.list_closed": "over clients the actor was shown already",
    "app.cases.policies.stands": "a criterion on the evidence, the same whoever asks",
    "app.cases.queries.find_film_evidence": "over a cycle the actor was shown already",
    "app.cases.queries.list_evidence": "over a cycle the actor was shown already",
    "app.cases.queries.list_steps": "over cycles the actor was shown already",
    "app.cases.services.complete_cycle_if_whole": "what follows from facts; nobody decides it",
    "app.accreditation.showings.queries.list_erased": "over a review the actor was shown already",
    "app.clips.erased.queries.list_erased_among": "over films the actor was shown already",
    "app.clips.erased.policies.erasure_ordered": "a criterion on the clip, the same whoever asks",
    "app.clips.queries.find_posters": "over clips the actor was shown already",
    "app.clips.keeping.policies.is_standing": "a criterion on the hold, the same whoever asks",
    "app.clips.keeping.queries.find_order": "over a clip the actor was shown already",
    "app.clips.keeping.queries.list_facts": "over clips the actor was shown already",
    "app.clips.keeping.queries.list_wrong_kinds": "over a cycle the actor was shown already",
    "app.clips.keeping.queries.list_standing_holds": "over clips the actor was shown already",
    "app.jobs.queries.list_unfinished_jobs": "whoever knows the key may see the thing it is about",
    "app.jobs.queries.has_due_job": "the worker looks at its own queue",
    "app.jobs.queries.list_expired_claims": "the worker looks at its own queue",
    "app.jobs.queries.list_planted": "the worker looks at its own queue",
    "app.jobs.services.enqueue_job": "called by services that know the actor",
    "app.jobs.services.enqueue_jobs": "called by services that know the actor",
    "app.clips.processing.queries.list_referenced_keys": "what nothing names belongs to nobody",
    "app.notifications.queries.list_refusing": "asked by services that tell them something",
    "app.organisations.approvals.policies.ends_within": "a criterion on the approval, the same whoever asks",
    "app.organisations.policies.approves_films": "a criterion on the organisation, the same whoever asks",
    "app.organisations.policies.covers": "a criterion on the approval, the same whoever asks",
    "app.organisations.policies.running_approval": "a criterion on the approval, the same whoever asks",
    "app.organisations.queries.find_film_approval": "over a client the actor was shown already",
    "app.pathways.queries.find_pathway": "pathways are published: everybody may read them",
    "app.pathways.queries.get_version": "pathways are published: everybody may read them",
    "app.pathways.queries.list_versions": "pathways are published: everybody may read them",
    "app.pathways.queries.get_default_version": "pathways are published: everybody may read them",
    "app.progress.queries.count_progress": "numbers of enrolments the actor was shown already",
    "app.retention.leaving.policies.is_current": "a criterion on the leaving, the same whoever asks",
    "app.supervision.queries.has_answer": "read by services that already required",
    "app.trainees.queries.list_current_stages": "over enrolments the actor was shown already",
}
"""Public functions of services, queries and policies that do not take the actor first, each with its reason."""

WITHOUT_REQUIRE = {
    "app.accounts.changes.services.record_grant": "called by services that already required",
    "app.accounts.changes.services.record_withdrawal": "called by services that already required",
    "app.allocations.services.tell_supervisor": "called by services that already required",
    "app.audit.services.record_event": "writes the trail of what a service already required",
    "app.audit.services.record_events": "writes the trail of what a service already required",
    "app.cases.notes.services.mark_cycle": "called by services that already required",
    "app.cases.notes.services.mark_cycles": "called by services that already required",
    "app.cases.services.complete_cycle_if_whole": "what follows from facts; nobody decides it",
    "app.jobs.services.enqueue_job": "called by services that already required",
    "app.jobs.services.enqueue_jobs": "called by services that already required",
    "app.notifications.services.notify": "called by services that already required",
    "app.notifications.services.notify_people": "called by services that already required",
    "app.notifications.services.mark_all_read": "changes only rows of the actor's own",
    "app.wording.services.record_outcomes": "written beside what a service already required",
}
"""Public services that do not begin with `require(...)`, each with its reason."""


def name_of(module: Module, function: ast.AST) -> str:
    return f"{module.name}.{getattr(function, 'name', '')}"


def is_feature_file(module: Module, kind: str) -> bool:
    return module.kind == kind and module.name.count(".") >= 2


def test_no_file_is_too_long() -> None:
    long = [
        f"{module.path.relative_to(ROOT)}: {module.lines}"
        for folder in ("app", "tests", "benchmarks")
        for module in read_modules(ROOT / folder)
        if module.lines > LONGEST_FILE
    ]
    assert not long, f"find the noun inside and give it a file: {long}"


def test_no_function_is_too_long() -> None:
    long = [
        f"{name_of(module, function)}: {measure_function(function)}"
        for module in read_modules()
        for function in module.functions()
        if measure_function(function) > LONGEST_FUNCTION
    ]
    assert not long, f"split by what each part does: {long}"


def test_route_handlers_load_ask_and_answer_and_no_more() -> None:
    long = [
        f"{name_of(module, function)}: {measure_function(function)}"
        for module in read_modules()
        if module.kind == "routes"
        for function in module.functions()
        if measure_function(function) > LONGEST_HANDLER
    ]
    assert not long, f"move the rule into a service: {long}"


def test_no_template_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path, lines in read_templates()
        if lines > LONGEST_TEMPLATE
    ]
    assert not long, f"split into partials named after what they show: {long}"


def test_every_file_has_a_noun_for_a_name() -> None:
    vague = [m.name for m in read_modules() if FORBIDDEN_NAMES & set(m.name.split("."))]
    assert not vague, f"name it after what it holds: {vague}"


def test_every_public_question_and_use_case_knows_who_asks() -> None:
    blind = {
        name_of(module, function)
        for module in read_modules()
        if any(is_feature_file(module, kind) for kind in ("services", "queries", "policies"))
        for function in module.public_functions()
        if not function.args.args or function.args.args[0].arg != "actor"
    }
    assert blind == set(WITHOUT_ACTOR), (
        f"take `actor` first, or say why not in WITHOUT_ACTOR: {sorted(blind ^ set(WITHOUT_ACTOR))}"
    )


def test_every_use_case_begins_by_requiring_permission() -> None:
    open_doors = {
        name_of(module, function)
        for module in read_modules()
        if is_feature_file(module, "services")
        for function in module.public_functions()
        if not begins_with_require(function)
    }
    assert open_doors == set(WITHOUT_REQUIRE), (
        "begin with require(policies.can_...), or say why not in WITHOUT_REQUIRE: "
        f"{sorted(open_doors ^ set(WITHOUT_REQUIRE))}"
    )


def begins_with_require(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    first = body[0]
    return (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Call)
        and getattr(first.value.func, "id", "") == "require"
    )


def test_only_one_place_turns_text_into_html() -> None:
    cleaners = {
        module.name
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import) and any(alias.name == "bleach" for alias in node.names)
    }
    assert cleaners == {"app.templating"}


def test_no_template_trusts_text_or_asks_for_roles() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}: {word}"
        for path, _ in read_templates()
        for word in ("|safe", "| safe", "current_user", ".roles", ' style="', "onclick=")
        if word in path.read_text()
    ]
    assert not guilty, f"pass what the page needs from the handler: {guilty}"
