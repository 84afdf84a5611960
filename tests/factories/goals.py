"""Goals of invented families, made straight in the database."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from app.cases.goals.models import Goal, GoalRating, GoalScale, Occasion
from app.cases.models import Client, Cycle
from app.extensions import db

QUESTION = "How can I tell what she needs?"


def make_goal(client: Client, question: str = QUESTION, **values: object) -> Goal:
    """A goal agreed in March 2025, on the association's scale."""
    scale = db.session.scalars(sa.select(GoalScale).order_by(GoalScale.id.desc())).first()
    number = db.session.query(Goal).filter_by(client_id=client.id).count() + 1
    kept = {"would_know": "She settles sooner.", "set_on": date(2025, 3, 12), **values}
    goal = Goal(client=client, number=number, question=question, scale=scale, **kept)
    db.session.add(goal)
    db.session.commit()
    return goal


def make_rating(
    goal: Goal,
    value: int = 3,
    occasion: Occasion = Occasion.BASELINE,
    cycle: Cycle | None = None,
    words: str = "I feel I am guessing.",
) -> GoalRating:
    """Where the family placed themselves; of a cycle where one is given."""
    rating = GoalRating(
        goal=goal,
        occasion=occasion if cycle is None else Occasion.CYCLE,
        cycle_id=None if cycle is None else cycle.id,
        value=value,
        rated_on=date(2025, 3, 12),
        words=words,
    )
    db.session.add(rating)
    db.session.commit()
    return rating
