"""Goals and their ratings, read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.family_words.queries import are_words_open
from app.cases.goals.models import Goal, GoalRating, GoalScale, Occasion
from app.cases.goals.occasions import Moment
from app.cases.goals.policies import visible_to
from app.cases.goals.scales import Scale
from app.cases.goals.views import Choice, GoalView, read_scale, show_goal
from app.cases.models import Client, Cycle
from app.cases.policies import cycle_visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.trainees.models import Enrolment

MOST_CYCLES = 50
"""How many cycles without a rating are offered, the latest first: far more than anybody leaves."""

_with_client = joinedload(Goal.client).joinedload(Client.enrolment).joinedload(Enrolment.person)


def get_goal(actor: Actor, uuid: UUID) -> Goal:
    """The goal at this address with its scale, client and trainee. Raises NotFound."""
    goal = db.session.scalar(
        sa.select(Goal)
        .where(Goal.uuid == uuid, visible_to(actor))
        .options(_with_client, joinedload(Goal.scale))
    )
    if goal is None:
        raise NotFound
    return goal


def get_rating(actor: Actor, uuid: UUID) -> GoalRating:
    """The rating at this address with its goal. Raises NotFound."""
    rating = db.session.scalar(
        sa.select(GoalRating)
        .join(GoalRating.goal)
        .where(GoalRating.uuid == uuid, visible_to(actor))
        .options(
            joinedload(GoalRating.goal).options(_with_client, joinedload(Goal.scale)),
        )
    )
    if rating is None:
        raise NotFound
    return rating


def list_goals(actor: Actor, client: Client) -> Sequence[GoalView]:
    """The goals of a client as the actor may see them, the open ones first, in three queries."""
    goals = db.session.scalars(
        sa.select(Goal)
        .where(Goal.client_id == client.id, visible_to(actor))
        .options(joinedload(Goal.scale))
        .order_by(Goal.ended_on.is_not(None), Goal.number)
    ).all()
    return _show(actor, client, goals)


def show_one(actor: Actor, goal: Goal) -> GoalView:
    """One goal as the actor may see it."""
    return _show(actor, goal.client, [goal])[0]


def _show(actor: Actor, client: Client, goals: Sequence[Goal]) -> Sequence[GoalView]:
    if not goals:
        return []
    rows = db.session.execute(
        sa.select(GoalRating, Cycle.number)
        .outerjoin(Cycle, Cycle.id == GoalRating.cycle_id)
        .where(GoalRating.goal_id.in_([goal.id for goal in goals]))
    )
    ratings: dict[int, list[tuple[GoalRating, int | None]]] = defaultdict(list)
    for rating, number in rows:
        ratings[rating.goal_id].append((rating, number))
    is_open = are_words_open(actor, client)
    return [show_goal(goal, ratings[goal.id], is_open=is_open) for goal in goals]


def list_choices(actor: Actor, goal: Goal) -> Sequence[Choice]:
    """The occasions of this goal that have no rating yet, in the order of the work."""
    rated = sa.select(GoalRating.id).where(GoalRating.goal_id == goal.id)
    cycles = db.session.execute(
        sa.select(Cycle.number, Cycle.uuid)
        .where(
            Cycle.client_id == goal.client_id,
            cycle_visible_to(actor),
            ~rated.where(GoalRating.cycle_id == Cycle.id).correlate(Cycle).exists(),
        )
        .order_by(Cycle.number.desc())
        .limit(MOST_CYCLES)
    )
    by_cycle = [Choice(Moment(Occasion.CYCLE, number), uuid) for number, uuid in cycles]
    taken = set(
        db.session.scalars(sa.select(GoalRating.occasion).where(GoalRating.goal_id == goal.id))
    )
    single = [Choice(Moment(occasion)) for occasion in Occasion if occasion is not Occasion.CYCLE]
    offered = [choice for choice in single if choice.moment.occasion not in taken]
    return sorted([*offered, *by_cycle], key=lambda choice: choice.moment.place)


def count_open_goals(actor: Actor, client: Client) -> int:
    """How many goals of this client have not ended."""
    asked = sa.select(sa.func.count(Goal.id)).where(
        Goal.client_id == client.id, Goal.ended_on.is_(None), visible_to(actor)
    )
    return db.session.scalar(asked) or 0


def find_same_goal(actor: Actor, client: Client, question: str) -> Goal | None:
    """An open goal in the same words: a form that was sent twice."""
    return db.session.scalar(
        sa.select(Goal).where(
            Goal.client_id == client.id,
            Goal.ended_on.is_(None),
            Goal.question == question,
            visible_to(actor),
        )
    )


def find_last_number(actor: Actor, client: Client) -> int:
    """The number of the goal that was set last; 0 before the first."""
    asked = sa.select(sa.func.max(Goal.number)).where(
        Goal.client_id == client.id, visible_to(actor)
    )
    return db.session.scalar(asked) or 0


def find_scale_row() -> GoalScale | None:
    """The row of the scale that new goals take; None where nobody has chosen any."""
    return db.session.scalar(sa.select(GoalScale).order_by(GoalScale.id.desc()).limit(1))


def find_scale() -> Scale:
    """The scale that new goals take."""
    row = find_scale_row()
    return Scale() if row is None else read_scale(row)
