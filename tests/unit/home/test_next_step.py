"""One next thing to do, in every situation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from app.cases.models import EvidenceBasis, FilmKind
from app.cases.steps import CycleSteps
from app.clips.models import ClipState
from app.home.pathway.next_step import (
    ClientSituation,
    CycleSituation,
    Situation,
    choose_cycle_step,
    choose_next_step,
)

DAY = date(2025, 10, 9)
FILM, ELSEWHERE = EvidenceBasis.FILM, EvidenceBasis.SUPERVISOR
READY = ClipState.READY
INTERACTION, SHARED_REVIEW = FilmKind.INTERACTION, FilmKind.SHARED_REVIEW
BOTH = {INTERACTION: READY, SHARED_REVIEW: READY}

HERON = ClientSituation("heron-47k", uuid4())
WREN = ClientSituation("wren-12c", uuid4(), has_consent=False)
EMPTY = CycleSituation("heron-47k", 2, uuid4(), CycleSteps())
COUNTED = replace(EMPTY, steps=CycleSteps(DAY, DAY, FILM, FILM, DAY), films=BOTH)
BUSY = replace(HERON, all_counted=False)
BASE = Situation(review_name="Mid-point review", supervisor_name="M. Okafor")


@pytest.mark.parametrize(
    ("situation", "title", "endpoint"),
    [
        (BASE, "Next: add your first client", "cases.new_client"),
        (
            replace(BASE, clients=[WREN, HERON]),
            "Next: record what wren-12c said yes to",
            "consents.new_consents",
        ),
        (
            replace(BASE, clients=[HERON]),
            "Next: begin a cycle with heron-47k",
            "cases.show_client",
        ),
        (
            replace(BASE, clients=[BUSY], cycles=[EMPTY]),
            "Next: film for cycle 2 with heron-47k",
            "feedback.show_cycle",
        ),
        (
            replace(BASE, clients=[HERON], cycles=[COUNTED]),
            "Next: bring cycle 2 with heron-47k to supervision",
            "feedback.show_cycle",
        ),
        (
            replace(BASE, clients=[HERON], cycles=[replace(COUNTED, is_supervised=True)]),
            "Next: begin a cycle with heron-47k",
            "cases.show_client",
        ),
        (
            replace(BASE, clients=[BUSY], cycles=[replace(COUNTED, is_asked=True)]),
            "M. Okafor has your question",
            "feedback.show_cycle",
        ),
        (
            replace(
                BASE, clients=[BUSY], cycles=[replace(COUNTED, is_asked=True, is_answered=True)]
            ),
            "Next: your next client",
            "cases.new_client",
        ),
        (
            replace(BASE, clients=[HERON], cycles=[EMPTY], sessions_to_answer=[uuid4()]),
            "Next: confirm a supervision session",
            "supervision.show_session",
        ),
        (
            replace(BASE, clients=[HERON], cycles=[EMPTY], reaches_minimums=True),
            "Next: ask for your mid-point review",
            "accreditation.new_review",
        ),
        (
            replace(BASE, clients=[HERON], reaches_minimums=True, open_review=uuid4()),
            "Your mid-point review is asked for",
            "accreditation.show_review",
        ),
        (
            replace(BASE, clients=[BUSY], cycles=[EMPTY], open_review=uuid4()),
            "Next: film for cycle 2 with heron-47k",
            "feedback.show_cycle",
        ),
        (
            replace(BASE, clients=[BUSY], open_review=uuid4()),
            "Your mid-point review is asked for",
            "accreditation.show_review",
        ),
        (
            replace(BASE, is_accredited=True, sessions_to_answer=[uuid4()]),
            "You are an accredited practitioner",
            "accreditation.show_award",
        ),
        (
            replace(BASE, clients=[replace(WREN, was_withdrawn=True)]),
            "Next: your next client",
            "cases.new_client",
        ),
    ],
)
def test_a_trainee_is_told_one_thing(situation: Situation, title: str, endpoint: str) -> None:
    step = choose_next_step(situation)
    assert (step.title, step.endpoint) == (title, endpoint)
    assert step.sentence
    assert step.action


@pytest.mark.parametrize(
    ("cycle", "words"),
    [
        (EMPTY, "film for cycle 2"),
        (replace(EMPTY, films={INTERACTION: ClipState.UPLOADING}), "the shared review of cycle 2"),
        (replace(EMPTY, films={INTERACTION: ClipState.FAILED}), "try a film of cycle 2"),
        (replace(EMPTY, steps=CycleSteps(DAY, None, ELSEWHERE)), "the shared review of cycle 2"),
        (replace(EMPTY, films=BOTH), "date cycle 2"),
        (replace(EMPTY, steps=CycleSteps(DAY), films=BOTH), "date cycle 2"),
        (replace(EMPTY, steps=CycleSteps(DAY, DAY), films=BOTH), "bring cycle 2"),
        (COUNTED, "bring cycle 2"),
        (replace(COUNTED, films={}), None),
        (replace(COUNTED, is_asked=True), None),
        (replace(EMPTY, takes_films=False), "Next: date cycle 2 with heron-47k"),
        (replace(EMPTY, takes_films=False, steps=CycleSteps(DAY, DAY)), None),
        (
            replace(EMPTY, takes_films=False, steps=CycleSteps(DAY, None), films=BOTH),
            "Next: date cycle 2 with heron-47k",
        ),
        (replace(EMPTY, has_consent=False), None),
    ],
)
def test_a_cycle_says_what_it_needs(cycle: CycleSituation, words: str | None) -> None:
    step = choose_cycle_step(cycle)
    if words is None:
        assert step is None
    else:
        assert step is not None
        assert words in step.title
