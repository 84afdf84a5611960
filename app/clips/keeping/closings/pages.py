"""From what is decided at a closing to its pages and its record."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template

from app.cases.closings.models import CaseClosing
from app.cases.models import Client
from app.clips.keeping.closings.films import FilmToDecide
from app.clips.keeping.closings.forms import ClosingForm, FilmForm
from app.clips.keeping.closings.queries import (
    count_unrated_goals,
    list_decisions,
    list_films_to_decide,
)
from app.clips.keeping.closings.record import RecordLine, RecordWords, draw_record
from app.clips.keeping.closings.services import find_problems
from app.clips.keeping.limits import name_purpose
from app.clips.keeping.models import FilmDecision, FilmOutcome
from app.core import clock
from app.core.durations import format_day
from app.extensions import current_actor, release_connection

DECIDED = {
    FilmOutcome.ERASE: "Erased",
    FilmOutcome.RETURN: "Returned to the family and erased",
}


def read_film_forms(client: Client) -> list[FilmForm]:
    """A form for each film to decide about, as it was sent."""
    return [FilmForm(film) for film in _list_open(client)]


def build_film_forms(client: Client) -> list[FilmForm]:
    """A form for each film to decide about, with the rule's day proposed."""
    return [
        FilmForm(film, formdata=None, until_on=film.proposed_day) for film in _list_open(client)
    ]


def check_forms(client: Client, form: ClosingForm, film_forms: Sequence[FilmForm]) -> bool:
    """Whether everything is decided; what is not is said at its field and listed at the top."""
    is_valid = bool(form.validate())
    whole = [film_form for film_form in film_forms if film_form.validate()]
    decisions = [film_form.read() for film_form in whole]
    problems = find_problems(current_actor(), client, decisions)
    for film_form in whole:
        if problem := problems.get(film_form.film.clip.id):
            film_form.show(problem)
    for film_form in film_forms:
        for words in [error for errors in film_form.errors.values() for error in errors]:
            form.form_errors.append(f"{film_form.film.name}: {words}")
            is_valid = False
    return is_valid


def render_closing(client: Client, form: ClosingForm, film_forms: Sequence[FilmForm]) -> str:
    """The page where everything is decided."""
    films = list_films_to_decide(current_actor(), client)
    return render_template(
        "clips/keeping/closings/new.html",
        client=client,
        form=form,
        film_forms=film_forms,
        held=[film for film in films if film.hold],
        unrated_goals=count_unrated_goals(current_actor(), client),
    )


def render_confirmation(client: Client, form: ClosingForm, film_forms: Sequence[FilmForm]) -> str:
    """The page that says what goes now and what stays, before anything is done."""
    form.confirmed.data = "yes"
    return render_template(
        "clips/keeping/closings/confirmation.html", client=client, form=form, film_forms=film_forms
    )


def describe_decision(decision: FilmDecision) -> RecordLine:
    """One film and what was decided, in words."""
    film = f"Cycle {decision.clip.cycle.number}, {decision.clip.kind.label}"
    if decision.outcome is not FilmOutcome.KEEP or decision.purpose is None:
        return RecordLine(film, DECIDED.get(decision.outcome, ""))
    until = format_day(decision.until_on)
    return RecordLine(
        film, f"Kept until {until}, with the consent to {name_purpose(decision.purpose)}"
    )


def answer_record(closing: CaseClosing) -> Response:
    """The record to print and file; drawn after the transaction, so that nobody waits for it."""
    words = RecordWords(
        code=closing.client.code,
        closed_on=format_day(closing.closed_on),
        lines=[describe_decision(one) for one in list_decisions(current_actor(), closing)],
    )
    release_connection()
    return Response(
        draw_record(words),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="closing-{words.code}.pdf"'},
    )


def build_closing_form() -> ClosingForm:
    """The form on a fresh page: the work ended today."""
    return ClosingForm(formdata=None, closed_on=clock.today())


def _list_open(client: Client) -> list[FilmToDecide]:
    films = list_films_to_decide(current_actor(), client)
    return [film for film in films if film.hold is None]
