"""What the pages of sign-off show, gathered before a template sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import render_template

from app.accreditation import queries
from app.accreditation.appointments.queries import list_possible_reviewers
from app.accreditation.counts import CountLine, list_lines, thaw_lines
from app.accreditation.errors import StageAlreadyMet
from app.accreditation.forms import AppointmentForm, DecisionForm, ReviewForm
from app.accreditation.models import StageReview
from app.accreditation.policies import can_appoint, can_decide, can_read_statement, can_withdraw
from app.accreditation.queries import ReviewRow
from app.accreditation.showings.queries import (
    FilmChoice,
    count_chosen,
    list_chosen_uuids,
    list_erased,
    list_feedback,
    list_film_choices,
    list_shown_clips,
)
from app.clips.erased.queries import ErasedFilm
from app.clips.models import Clip
from app.clips.queries import find_posters
from app.core.actor import Actor
from app.core.forms import Choice
from app.feedback.models import Comment
from app.pathways.models import Stage
from app.progress.queries import count_progress
from app.trainees.models import Enrolment
from app.trainees.policies import owns
from app.trainees.queries import list_current_stages


@dataclass(frozen=True, slots=True)
class AskingPage:
    """The stage whose review may be asked for, its numbers in sight, and the films to choose from."""

    stage: Stage
    lines: Sequence[CountLine]
    films: Sequence[FilmChoice]
    posters: frozenset[int]
    latest: StageReview | None
    shown_before: Sequence[UUID]

    @property
    def shareable(self) -> Sequence[FilmChoice]:
        """The films a reviewer may be shown."""
        return [film for film in self.films if film.has_consent]

    @property
    def unshareable(self) -> Sequence[FilmChoice]:
        """The films whose family has not said yes to a reviewer."""
        return [film for film in self.films if not film.has_consent]

    def fill(self, form: ReviewForm) -> ReviewForm:
        """Offer the films; an unsent form starts from what was brought to the review before."""
        form.clips.choices = [
            Choice(str(film.clip.uuid), film.clip.cycle.client.code) for film in self.shareable
        ]
        if not form.is_submitted() and self.latest is not None:
            form.statement.data = self.latest.statement
            form.includes_feedback.data = self.latest.includes_feedback
            form.clips.data = [str(uuid) for uuid in self.shown_before]
        return form


def build_asking_page(actor: Actor, enrolment: Enrolment) -> AskingPage:
    """Everything the page of asking shows. Raises StageAlreadyMet where there is nothing left to ask for."""
    stage = list_current_stages([enrolment.id])[enrolment.id]
    if queries.is_stage_met(actor, enrolment, stage):
        raise StageAlreadyMet
    latest = queries.find_latest_review(actor, enrolment)
    films = list_film_choices(actor, enrolment)
    return AskingPage(
        stage=stage,
        lines=_count_now(enrolment, stage),
        films=films,
        posters=find_posters([film.clip.id for film in films]),
        latest=latest,
        shown_before=[] if latest is None else list_chosen_uuids(actor, latest),
    )


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review as this person may see it."""

    row: ReviewRow
    lines: Sequence[CountLine]
    is_owner: bool
    may_read: bool
    may_withdraw: bool
    appointing: AppointmentForm | None
    deciding: DecisionForm | None
    clips: Sequence[Clip]
    posters: frozenset[int]
    hidden_clips: int
    erased: Sequence[ErasedFilm]
    feedback: Mapping[int, Sequence[Comment]]


def render_review(
    actor: Actor,
    row: ReviewRow,
    *,
    appointing: AppointmentForm | None = None,
    deciding: DecisionForm | None = None,
) -> str:
    """The page of a review, with the forms this person may use, as they were sent or empty."""
    review = row.review
    may_read = can_read_statement(actor, review, row.appointment)
    clips = list_shown_clips(actor, review) if may_read else ()
    erased = list_erased(review) if may_read else ()
    with_feedback = may_read and review.includes_feedback
    page = ReviewPage(
        row=row,
        lines=_count(row),
        is_owner=owns(actor, review.enrolment),
        may_read=may_read,
        may_withdraw=row.is_open and can_withdraw(actor, review),
        appointing=_offer_appointing(actor, row, appointing),
        deciding=_offer_deciding(actor, row, deciding),
        clips=clips,
        posters=find_posters([clip.id for clip in clips]),
        hidden_clips=count_chosen(review) - len(clips) - len(erased) if may_read else 0,
        erased=erased,
        feedback=list_feedback(actor, clips) if with_feedback else {},
    )
    sent = appointing or deciding
    refused = {"form": sent} if sent is not None else {}
    return render_template("accreditation/show.html", page=page, review=review, **refused)


def offer_reviewers(form: AppointmentForm, row: ReviewRow) -> AppointmentForm:
    """Let the form choose among everybody who may review, beside the reviewer of now."""
    people = list_possible_reviewers(row.review)
    form.reviewer.choices = [
        Choice("", "Choose a supervisor"),
        *(Choice(str(person.uuid), person.full_name) for person in people),
    ]
    return form


def _offer_appointing(
    actor: Actor, row: ReviewRow, sent: AppointmentForm | None
) -> AppointmentForm | None:
    if not (row.is_open and can_appoint(actor, row.review)):
        return None
    if sent is not None:
        return sent
    form = offer_reviewers(AppointmentForm(formdata=None), row)
    form.replaces.data = str(row.appointment.allocation.uuid) if row.appointment else ""
    return form


def _offer_deciding(actor: Actor, row: ReviewRow, sent: DecisionForm | None) -> DecisionForm | None:
    if not row.is_open or row.appointment is None or not can_decide(actor, row.appointment):
        return None
    return sent or DecisionForm(formdata=None)


def _count(row: ReviewRow) -> Sequence[CountLine]:
    if row.decision is not None:
        return thaw_lines(row.decision.counts)
    return _count_now(row.review.enrolment, row.review.stage)


def _count_now(enrolment: Enrolment, stage: Stage) -> Sequence[CountLine]:
    return list_lines(count_progress([enrolment.id])[enrolment.id], stage)
