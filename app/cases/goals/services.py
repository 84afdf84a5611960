"""Agreeing goals with a family, and writing down where they place themselves on the way."""

from __future__ import annotations

from datetime import date

from app.audit.services import record_event
from app.cases.family_words.errors import WordsClosed
from app.cases.family_words.queries import are_words_open
from app.cases.goals import errors, queries
from app.cases.goals.models import Goal, GoalRating, GoalScale, Occasion
from app.cases.goals.policies import can_choose_scale, can_set_goals
from app.cases.goals.rated import Rated
from app.cases.goals.scales import Scale
from app.cases.goals.views import read_scale
from app.cases.models import Client, Cycle
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.wording.services import forget_words_of

MOST_OPEN = 12
"""How many open goals one client can have."""


def set_goal(
    actor: Actor,
    client: Client,
    *,
    question: str,
    would_know: str,
    set_on: date,
    start: Rated | None = None,
) -> Goal:
    """Write down a goal that was agreed, on the association's scale of today, and where they start from where they said.

    An open goal in the same words is given back: two clicks do not make two goals. Raises WordsClosed, TooManyGoals,
    GoalInFuture and the errors of `rate_goal`.
    """
    require(can_set_goals(actor, client))
    _check_words_open(actor, client)
    if set_on > clock.today():
        raise errors.GoalInFuture
    lock_row(db.session(), client)  # goals are numbered one after the other
    if (same := queries.find_same_goal(actor, client, question)) is not None:
        return same
    if queries.count_open_goals(actor, client) >= MOST_OPEN:
        raise errors.TooManyGoals
    goal = Goal(
        client=client,
        number=queries.find_last_number(actor, client) + 1,
        question=question,
        would_know=would_know,
        scale=_open_scale(),
        set_on=set_on,
    )
    if start is not None:
        _check_rated(goal, start)
    db.session.add(goal)
    db.session.flush()
    record_event(actor, "goal.set", "goal", goal.uuid)
    if start is not None:
        _add_rating(actor, goal, Occasion.BASELINE, None, start)
    return goal


def reword_goal(actor: Actor, goal: Goal, *, question: str, would_know: str) -> Goal:
    """Say the same goal in other words. Raises WordsClosed."""
    require(can_set_goals(actor, goal.client))
    _check_words_open(actor, goal.client)
    goal.question, goal.would_know = question, would_know
    record_event(actor, "goal.reworded", "goal", goal.uuid)
    return goal


def end_goal(actor: Actor, goal: Goal) -> None:
    """Work on this goal no more, since today; what was rated stays. Ending it again changes nothing."""
    require(can_set_goals(actor, goal.client))
    if goal.ended_on is None:
        goal.ended_on = max(clock.today(), goal.set_on)
        record_event(actor, "goal.ended", "goal", goal.uuid)


def resume_goal(actor: Actor, goal: Goal) -> None:
    """Work on this goal again."""
    require(can_set_goals(actor, goal.client))
    if goal.ended_on is not None:
        goal.ended_on = None
        record_event(actor, "goal.resumed", "goal", goal.uuid)


def rate_goal(
    actor: Actor, goal: Goal, occasion: Occasion, rated: Rated, cycle: Cycle | None = None
) -> GoalRating:
    """Write down where they place themselves now; ``cycle`` is the one that a rating of a cycle belongs to.

    Raises WordsClosed, GoalOver, MarkOffScale, RatedInFuture, RatedBeforeGoal, RatedAlready.
    """
    require(can_set_goals(actor, goal.client))
    require(cycle is None or cycle.client_id == goal.client_id)
    _check_words_open(actor, goal.client)
    if goal.ended_on is not None and cycle is not None:
        raise errors.GoalOver
    _check_rated(goal, rated)
    return _add_rating(actor, goal, occasion, cycle, rated)


def correct_rating(actor: Actor, rating: GoalRating, rated: Rated) -> GoalRating:
    """Put right what was written down wrongly; the trail says that it was. Raises the errors of `rate_goal`."""
    require(can_set_goals(actor, rating.goal.client))
    _check_words_open(actor, rating.goal.client)
    _check_rated(rating.goal, rated)
    rating.value, rating.rated_on, rating.words = rated.value, rated.rated_on, rated.words
    record_event(actor, "rating.corrected", "goal", rating.goal.uuid)
    return rating


def remove_rating(actor: Actor, rating: GoalRating) -> None:
    """Take out a rating that was never given, such as one written down at the wrong goal."""
    require(can_set_goals(actor, rating.goal.client))
    forget_words_of(actor, [rating.uuid])
    db.session.delete(rating)
    record_event(actor, "rating.removed", "goal", rating.goal.uuid)
    db.session.flush()


def choose_scale(actor: Actor, scale: Scale) -> None:
    """Rate new goals on this scale; goals that stand keep theirs."""
    require(can_choose_scale(actor))
    if scale != queries.find_scale():
        db.session.add(_build_scale(scale, actor.hand))
        record_event(actor, "goal_scale.chosen")


def install_goal_scale(actor: Actor) -> None:
    """Give an association its first scale; one that was chosen is left alone."""
    require(can_choose_scale(actor))
    _open_scale()


def _open_scale() -> GoalScale:
    row = queries.find_scale_row()
    if row is None:
        row = _build_scale(Scale(), None)
        db.session.add(row)
        db.session.flush()
    return row


def _build_scale(scale: Scale, chosen_by_id: int | None) -> GoalScale:
    return GoalScale(
        low=scale.low,
        high=scale.high,
        low_words=scale.low_words,
        high_words=scale.high_words,
        chosen_by_id=chosen_by_id,
    )


def _add_rating(
    actor: Actor, goal: Goal, occasion: Occasion, cycle: Cycle | None, rated: Rated
) -> GoalRating:
    rating = GoalRating(
        goal=goal,
        occasion=occasion,
        cycle_id=None if cycle is None else cycle.id,
        value=rated.value,
        rated_on=rated.rated_on,
        words=rated.words,
    )
    taken = errors.RatedAlready
    names = ("uq_goal_rating_once", "uq_goal_rating_goal_id_cycle_id")
    with refusing(db.session(), dict.fromkeys(names, taken)):
        db.session.add(rating)
    record_event(actor, "goal.rated", "goal", goal.uuid)
    return rating


def _check_words_open(actor: Actor, client: Client) -> None:
    if not are_words_open(actor, client):
        raise WordsClosed


def _check_rated(goal: Goal, rated: Rated) -> None:
    if not read_scale(goal.scale).holds(rated.value):
        raise errors.MarkOffScale
    if rated.rated_on > clock.today():
        raise errors.RatedInFuture
    if rated.rated_on < goal.set_on:
        raise errors.RatedBeforeGoal
