"""The one next thing to do. Pure: a trainee's situation goes in, words and a place to go come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.cases.models import FilmKind
from app.cases.steps import CycleSteps
from app.clips.models import ClipState


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, or what is being waited for; ``endpoint`` and ``values`` name the page it leads to."""

    title: str
    sentence: str
    action: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClientSituation:
    """A client by code: does VIG have a yes now, did the family withdraw, and is every cycle begun so far counted."""

    code: str
    uuid: UUID
    has_consent: bool = True
    was_withdrawn: bool = False
    all_counted: bool = True


@dataclass(frozen=True, slots=True)
class CycleSituation:
    """A recent cycle: its steps, its films in the portal by kind, and whether it went to supervision.

    ``takes_films``: the client's organisation approves that films come in.
    """

    code: str
    number: int
    uuid: UUID
    steps: CycleSteps
    films: Mapping[FilmKind, ClipState] = field(default_factory=dict)
    has_consent: bool = True
    takes_films: bool = True
    is_asked: bool = False
    is_answered: bool = False
    is_supervised: bool = False

    @property
    def name(self) -> str:
        """How the cycle is spoken of."""
        return f"cycle {self.number} with {self.code}"

    def has_film(self, kind: FilmKind) -> bool:
        """Whether the film is in, on its way in, or stood for by the supervisor."""
        return kind in self.films or self.steps.find_basis(kind) is not None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the choice depends on; clients and cycles newest first."""

    review_name: str = ""
    supervisor_name: str = "Your supervisor"
    is_accredited: bool = False
    reaches_minimums: bool = False
    open_review: UUID | None = None
    sessions_to_answer: Sequence[UUID] = ()
    clients: Sequence[ClientSituation] = ()
    cycles: Sequence[CycleSituation] = ()


def choose_next_step(situation: Situation) -> Step:
    """The first that applies: what others wait for, the review when the numbers are there, then the work itself."""
    choices = (
        _celebrate,
        _answer_session,
        _go_to_review,
        _add_first_client,
        _record_consent,
        _carry_on,
        _start_cycle,
        _wait,
    )
    for choice in choices:
        step = choice(situation)
        if step is not None:
            return step
    return Step(
        "Next: your next client",
        "When another family would like to work with you, add them under a code.",
        "Add a client",
        "cases.new_client",
    )


def choose_cycle_step(cycle: CycleSituation) -> Step | None:
    """What one cycle needs from its trainee; None where it is done with, waits for others, or the family withdrew."""
    if not cycle.has_consent and not cycle.steps.counts:
        return None
    title, sentence = _say_what_is_missing(cycle)
    if not title:
        return None
    page = {"cycle_uuid": cycle.uuid}
    return Step(title, sentence, f"Open cycle {cycle.number}", "feedback.show_cycle", page)


def _say_what_is_missing(cycle: CycleSituation) -> tuple[str, str]:
    steps, name = cycle.steps, cycle.name
    if ClipState.FAILED in cycle.films.values() and not steps.counts:
        return f"Next: try a film of {name} again", "It could not be read. Its page says why."
    if steps.counts:
        return _bring_to_supervision(cycle)
    if not (cycle.takes_films or all(cycle.has_film(kind) for kind in FilmKind)):
        return _log_without_films(cycle)
    if not cycle.has_film(FilmKind.INTERACTION):
        return f"Next: film for {name}", "Film an interaction of five to ten minutes and add it."
    if not cycle.has_film(FilmKind.SHARED_REVIEW):
        return (
            f"Next: the shared review of {name}",
            "The interaction film is in. Choose the moments that shine, watch them together, and film it.",
        )
    if steps.filmed_on is None or steps.reviewed_on is None:
        return f"Next: date {name}", "Both films are in. Say when each took place, and it counts."
    return _bring_to_supervision(cycle)


def _log_without_films(cycle: CycleSituation) -> tuple[str, str]:
    """With both dates it is the supervisor's turn."""
    if cycle.steps.filmed_on and cycle.steps.reviewed_on:
        return "", ""
    return (
        f"Next: date {cycle.name}",
        "Films stay with the service here. Say when you filmed and when you watched together; your supervisor confirms it.",
    )


def _bring_to_supervision(cycle: CycleSituation) -> tuple[str, str]:
    if cycle.is_asked or cycle.is_supervised or FilmKind.SHARED_REVIEW not in cycle.films:
        return "", ""
    return (
        f"Next: bring {cycle.name} to supervision",
        "Both films are in. Choose two or three moments and the question you bring.",
    )


def _celebrate(situation: Situation) -> Step | None:
    if not situation.is_accredited:
        return None
    return Step(
        "You are an accredited practitioner",
        "Warm congratulations. Your number and your certificate are ready.",
        "See your award",
        "accreditation.show_award",
    )


def _answer_session(situation: Situation) -> Step | None:
    if not situation.sessions_to_answer:
        return None
    return Step(
        "Next: confirm a supervision session",
        f"{situation.supervisor_name} recorded it. Its minutes count as soon as you stand behind it too.",
        "Look at the session",
        "supervision.show_session",
        {"session_uuid": situation.sessions_to_answer[0]},
    )


def _go_to_review(situation: Situation) -> Step | None:
    if not situation.reaches_minimums:
        return None
    if situation.open_review is not None:
        return _describe_open_review(situation, situation.open_review)
    return Step(
        f"Next: ask for your {_lower(situation.review_name)}",
        "The numbers are there. Talk it over with your supervisor, then write your statement and choose what to show.",
        "Prepare it",
        "accreditation.new_review",
    )


def _add_first_client(situation: Situation) -> Step | None:
    if situation.clients:
        return None
    return Step(
        "Next: add your first client",
        "Families are known here by a code alone. You take one of ours or use your service's own.",
        "Add a client",
        "cases.new_client",
    )


def _record_consent(situation: Situation) -> Step | None:
    for client in situation.clients:
        if not client.has_consent and not client.was_withdrawn:
            return Step(
                f"Next: record what {client.code} said yes to",
                "Consent comes before filming, purpose by purpose.",
                "Record consent",
                "consents.new_consents",
                {"client_uuid": client.uuid},
            )
    return None


def _carry_on(situation: Situation) -> Step | None:
    steps = (choose_cycle_step(cycle) for cycle in situation.cycles)
    return next((step for step in steps if step is not None), None)


def _start_cycle(situation: Situation) -> Step | None:
    for client in situation.clients:
        if client.has_consent and client.all_counted:
            return Step(
                f"Next: begin a cycle with {client.code}",
                "A cycle is one filmed interaction and the shared review of moments from it.",
                f"Open {client.code}",
                "cases.show_client",
                {"client_uuid": client.uuid},
            )
    return None


def _wait(situation: Situation) -> Step | None:
    if situation.open_review is not None:
        return _describe_open_review(situation, situation.open_review)
    for cycle in situation.cycles:
        if cycle.is_asked and not cycle.is_answered:
            return Step(
                f"{situation.supervisor_name} has your question",
                f"You asked about {cycle.name}. Their feedback will stand beside the film.",
                f"Open cycle {cycle.number}",
                "feedback.show_cycle",
                {"cycle_uuid": cycle.uuid},
            )
    return None


def _describe_open_review(situation: Situation, review_uuid: UUID) -> Step:
    return Step(
        f"Your {_lower(situation.review_name)} is asked for",
        "A supervisor who is not your own reads what you wrote and watches what you chose to show.",
        "See where it stands",
        "accreditation.show_review",
        {"review_uuid": review_uuid},
    )


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
