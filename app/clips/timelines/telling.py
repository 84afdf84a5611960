"""From what is on record to the events of a case. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.cases.closings.models import CaseClosing
from app.cases.goals.models import Occasion
from app.cases.goals.views import GoalView
from app.cases.models import Client, Consent, Cycle, FilmKind, Purpose
from app.cases.notes.models import FilmingNotes, SharedReviewNotes
from app.clips.models import Clip, ErasureReason
from app.clips.timelines.events import Event, EventKind, join_facts
from app.core import clock

REASONS = {
    ErasureReason.WRONG_FILM: "It was the wrong film",
    ErasureReason.CONSENT_WITHDRAWN: "The family ended its consent",
    ErasureReason.CONSENT_ENDED: "The consent had come to its end",
    ErasureReason.RULE: "Its time had come",
    ErasureReason.CASE_CLOSED: "The case was closed",
    ErasureReason.RETURNED: "It was returned to the family",
    ErasureReason.PERSON_LEFT: "Its trainee left",
}


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """One cycle with what is kept of it; ``films`` are those with a still that the reader may see."""

    cycle: Cycle
    filming: FilmingNotes | None
    review: SharedReviewNotes | None
    supervised_on: date | None
    counts: bool
    films: Mapping[FilmKind, Clip]


@dataclass(frozen=True, slots=True)
class FilmGone:
    """A film that was erased, or whose erasure was ordered."""

    cycle_number: int
    kind: FilmKind
    reason: ErasureReason
    on: date


def tell_beginning(client: Client) -> Iterator[Event]:
    """How the client came."""
    reason = "" if client.referral_reason is None else client.referral_reason.words
    added_on = clock.day_of(client.created_at)
    if client.referred_on is not None:
        yield Event(client.referred_on, EventKind.BEGINNING, "Referred", reason)
        reason = ""
    yield Event(added_on, EventKind.BEGINNING, f"Added as {client.code}", reason)


def tell_consents(consents: Iterable[Consent], withdrawn: Mapping[int, date]) -> Iterator[Event]:
    """What was said yes to, form by form, and what ended; ``withdrawn`` maps the ids of consents to days."""
    given: dict[date, list[Consent]] = defaultdict(list)
    ended: dict[date, list[Consent]] = defaultdict(list)
    for consent in consents:
        given[consent.given_on].append(consent)
        if consent.id in withdrawn:
            ended[withdrawn[consent.id]].append(consent)
    for on, those in given.items():
        yield Event(on, EventKind.CONSENT, "Consent given", _name_purposes(those))
    for on, those in ended.items():
        yield Event(on, EventKind.CONSENT_ENDED, "Consent ended", _name_purposes(those))


def _name_purposes(consents: Sequence[Consent]) -> str:
    by_person: dict[str, set[Purpose]] = defaultdict(set)
    for consent in consents:
        by_person[consent.filmed_person.label].add(consent.purpose)
    people: dict[frozenset[Purpose], list[str]] = defaultdict(list)
    for person, purposes in by_person.items():
        people[frozenset(purposes)].append(person)
    return join_facts(
        *(
            f"{' and '.join(sorted(names))}: {', '.join(p.label for p in Purpose if p in purposes)}"
            for purposes, names in people.items()
        )
    )


def tell_goals(goals: Sequence[GoalView]) -> Iterator[Event]:
    """When goals were set, rated outside of a cycle, and ended."""
    single: dict[tuple[date, Occasion], list[str]] = defaultdict(list)
    labels: dict[Occasion, str] = {}
    for view in goals:
        goal = view.goal
        yield Event(goal.set_on, EventKind.GOAL, f"Goal {goal.number} set", words=view.question)
        if goal.ended_on is not None:
            yield Event(goal.ended_on, EventKind.GOAL, f"Goal {goal.number} ended")
        for rated in view.ratings:
            occasion = rated.rating.occasion
            if occasion is not Occasion.CYCLE:
                labels[occasion] = rated.moment.label
                single[rated.rating.rated_on, occasion].append(
                    _say_rating(view, rated.rating.value)
                )
    for (on, occasion), values in single.items():
        title = f"Goals rated {labels[occasion][0].lower()}{labels[occasion][1:]}"
        yield Event(on, EventKind.GOAL, title, join_facts(*values))


def _say_rating(view: GoalView, value: int) -> str:
    return f"goal {view.goal.number}: {value} of {view.scale.high}"


def tell_cycle(
    record: CycleRecord, goals: Sequence[GoalView], *, are_words_open: bool
) -> Iterator[Event]:
    """The filming, the shared review and the supervision of one cycle, as far as they took place."""
    cycle, number = record.cycle, record.cycle.number
    if cycle.filmed_on is not None:
        yield Event(
            cycle.filmed_on,
            EventKind.FILMING,
            f"Cycle {number} filmed",
            _describe_filming(record.filming, are_words_open=are_words_open),
            cycle_number=number,
            clip=record.films.get(FilmKind.INTERACTION),
        )
    if cycle.reviewed_on is not None:
        ratings = [(view, view.find_rating(cycle)) for view in goals]
        said = [_say_rating(view, found.rating.value) for view, found in ratings if found]
        review = record.review
        yield Event(
            cycle.reviewed_on,
            EventKind.REVIEW,
            f"Cycle {number}: shared review",
            join_facts(
                _describe_review(review), *said, "the cycle counts" if record.counts else ""
            ),
            words=review.client_words if review is not None and are_words_open else "",
            cycle_number=number,
            clip=record.films.get(FilmKind.SHARED_REVIEW),
        )
    if record.supervised_on is not None:
        title = f"Cycle {number} looked at in supervision"
        yield Event(record.supervised_on, EventKind.SUPERVISION, title, cycle_number=number)


def _describe_filming(notes: FilmingNotes | None, *, are_words_open: bool) -> str:
    """Without consent the numbers stay, and the words do not: as on the page of the cycle."""
    if notes is None:
        return ""
    place, activity = (notes.place, notes.activity) if are_words_open else ("", "")
    place = "by video call" if notes.is_remote else place
    return join_facts(activity, place, f"{notes.minutes} min" if notes.minutes else "")


def _describe_review(notes: SharedReviewNotes | None) -> str:
    if notes is None:
        return ""
    shown = notes.moments_shown
    moments = "" if not shown else "1 moment shown" if shown == 1 else f"{shown} moments shown"
    return join_facts(moments, f"{notes.minutes} min" if notes.minutes else "")


def tell_films_gone(films: Iterable[FilmGone]) -> Iterator[Event]:
    """Which films are no longer here, and why."""
    for film in films:
        title = f"Cycle {film.cycle_number}: {film.kind.label} erased"
        yield Event(
            film.on,
            EventKind.FILM_GONE,
            title,
            REASONS[film.reason],
            cycle_number=film.cycle_number,
        )


def tell_closings(closings: Iterable[CaseClosing]) -> Iterator[Event]:
    """When the case was closed, and taken up again."""
    for closing in closings:
        yield Event(closing.closed_on, EventKind.CLOSING, "Case closed")
        if closing.reopened_at is not None:
            reopened_on = clock.day_of(closing.reopened_at)
            yield Event(reopened_on, EventKind.CLOSING, "Case taken up again")
