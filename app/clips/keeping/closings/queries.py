"""What there is to decide when a case is closed, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.cases.closings.models import CaseClosing
from app.cases.closings.policies import closing_visible_to
from app.cases.goals.models import Goal, GoalRating, Occasion
from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import visible_to as client_visible_to
from app.clips.keeping.closings.films import FilmToDecide, NextReviewFilm
from app.clips.keeping.facts import FilmFacts
from app.clips.keeping.limits import find_limit, list_permitted
from app.clips.keeping.models import FilmDecision
from app.clips.keeping.queries import list_facts
from app.clips.models import Clip
from app.clips.policies import visible_to
from app.clips.queries import find_posters
from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.trainees.queries import list_current_stages

MOST_FILMS = 200
"""More films than ever belong to one case."""


def list_films(actor: Actor, client: Client) -> Sequence[Clip]:
    """The films of a client that the actor sees, in the order of the cycles."""
    return db.session.scalars(
        sa.select(Clip)
        .join(Clip.cycle)
        .where(Cycle.client_id == client.id, visible_to(actor))
        .options(contains_eager(Clip.cycle))
        .order_by(Cycle.number, Clip.kind, Clip.id)
        .limit(MOST_FILMS)
    ).all()


def list_films_to_decide(actor: Actor, client: Client) -> Sequence[FilmToDecide]:
    """Every film of a case that its trainee sees, with what may become of it; in a fixed number of queries."""
    clips = list_films(actor, client)
    facts = _list_facts(clips)
    posters = find_posters(facts)
    needed = _list_needed(client, clips, facts)
    today = clock.today()
    return [
        FilmToDecide(
            clip=clip,
            has_poster=clip.state.can_play and clip.id in posters,
            permitted=list_permitted(known, today),
            rule_day=known.rule.count_from(known.basis_days.get(known.rule.basis) or today),
            hold=known.hold,
            review=needed.get(clip.id),
        )
        for clip in clips
        if (known := facts.get(clip.id)) is not None
    ]


def list_films_for_next_review(actor: Actor, client: Client) -> Sequence[NextReviewFilm]:
    """The films of this client that the next stage review may need, with how long the consent to it lasts.

    Those are the films of cycles in the stage the trainee is in now, which no review has decided yet.
    """
    clips = list_films(actor, client)
    needed = _list_needed(client, clips, _list_facts(clips))
    return [needed[clip.id] for clip in clips if clip.id in needed]


def list_decisions(actor: Actor, closing: CaseClosing) -> Sequence[FilmDecision]:
    """What was decided for each film of a closing, in the order of the cycles; also of films that are gone since."""
    return db.session.scalars(
        sa.select(FilmDecision)
        .join(FilmDecision.closing)
        .join(FilmDecision.clip)
        .join(Clip.cycle)
        .where(FilmDecision.closing_id == closing.id, closing_visible_to(actor))
        .options(joinedload(FilmDecision.clip).joinedload(Clip.cycle))
        .order_by(Cycle.number, Clip.kind, Clip.id)
    ).all()


def count_unrated_goals(actor: Actor, client: Client) -> int:
    """The goals of a client that go on and have no rating from the end of the work."""
    rated = sa.exists().where(GoalRating.goal_id == Goal.id, GoalRating.occasion == Occasion.FINAL)
    waiting = (
        sa.select(sa.func.count(Goal.id))
        .join(Goal.client)
        .where(
            Goal.client_id == client.id, Goal.ended_on.is_(None), ~rated, client_visible_to(actor)
        )
    )
    return db.session.scalar(waiting) or 0


def _list_facts(clips: Sequence[Clip]) -> Mapping[int, FilmFacts]:
    return {facts.clip_id: facts for facts in list_facts([clip.id for clip in clips])}


def _list_needed(
    client: Client, clips: Sequence[Clip], facts: Mapping[int, FilmFacts]
) -> Mapping[int, NextReviewFilm]:
    stage = list_current_stages([client.enrolment_id]).get(client.enrolment_id)
    return {
        clip.id: NextReviewFilm(clip, find_limit(facts[clip.id], Purpose.ACCREDITATION))
        for clip in clips
        if stage is not None and clip.cycle.stage_id == stage.id and clip.id in facts
    }
