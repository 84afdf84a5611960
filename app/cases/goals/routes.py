"""The goals of a client: agreed, reworded, rated, ended."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.cases.family_words.queries import are_words_open
from app.cases.goals import queries, services
from app.cases.goals.forms import GoalForm, NewRatingForm, RatingForm, WordingForm
from app.cases.goals.models import Goal, GoalRating, Occasion
from app.cases.goals.policies import can_set_goals
from app.cases.goals.views import read_scale
from app.cases.models import Client, Cycle
from app.cases.queries import get_client, get_cycle
from app.core import clock
from app.core.forms import filled, read_uuid
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("goals", __name__)
Made = TypeVar("Made")


@bp.get("/clients/<uuid:client_uuid>/goals")
def index_goals(client_uuid: UUID) -> str:
    """What a family hopes for, each goal with its way so far."""
    actor = current_actor()
    client = get_client(actor, client_uuid)
    return render_template(
        "cases/goals/index.html",
        client=client,
        goals=queries.list_goals(actor, client),
        can_set=can_set_goals(actor, client),
        words_open=are_words_open(actor, client),
    )


@bp.get("/clients/<uuid:client_uuid>/goals/new")
def new_goal(client_uuid: UUID) -> str:
    """The form for a goal that was agreed."""
    return _render_new_goal(_get_client(client_uuid), GoalForm(set_on=clock.today()))


@bp.post("/clients/<uuid:client_uuid>/goals")
def create_goal(client_uuid: UUID) -> ResponseReturnValue:
    """Keep the goal, with where they start from."""
    client, form = _get_client(client_uuid), GoalForm()
    form.offer_marks(queries.find_scale())
    goal = form.attempt(
        lambda: services.set_goal(
            current_actor(),
            client,
            set_on=filled(form.set_on),
            start=form.read_start(),
            **form.read(),
        ),
    )
    return _go_to(goal) if goal else (_render_new_goal(client, form), 422)


@bp.get("/goals/<uuid:goal_uuid>")
def edit_goal(goal_uuid: UUID) -> str:
    """Reword a goal."""
    goal = _get_goal(goal_uuid)
    shown = queries.show_one(current_actor(), goal)
    form = WordingForm(question=shown.question, would_know=shown.would_know)
    return render_template("cases/goals/edit.html", goal=goal, form=form)


@bp.post("/goals/<uuid:goal_uuid>")
def update_goal(goal_uuid: UUID) -> ResponseReturnValue:
    """Keep the new words."""
    goal, form = _get_goal(goal_uuid), WordingForm()
    actor = current_actor()
    if form.attempt(lambda: services.reword_goal(actor, goal, **form.read())):
        return _go_to(goal)
    return render_template("cases/goals/edit.html", goal=goal, form=form), 422


@bp.post("/goals/<uuid:goal_uuid>/endings")
def create_ending(goal_uuid: UUID) -> ResponseReturnValue:
    """Work on this goal no more."""
    goal = _get_goal(goal_uuid)
    services.end_goal(current_actor(), goal)
    flash("The goal has ended. What was rated stays, and you can take it up again.", "success")
    return _go_to(goal)


@bp.post("/goals/<uuid:goal_uuid>/returns")
def create_return(goal_uuid: UUID) -> ResponseReturnValue:
    """Work on this goal again."""
    goal = _get_goal(goal_uuid)
    services.resume_goal(current_actor(), goal)
    return _go_to(goal)


@bp.get("/goals/<uuid:goal_uuid>/ratings/new")
def new_rating(goal_uuid: UUID) -> str:
    """Where are they now? ``?cycle=`` chooses the rating of that cycle and leads back to it."""
    goal = _get_goal(goal_uuid)
    form = NewRatingForm(rated_on=clock.today(), occasion=request.args.get("cycle", ""))
    return _render_new_rating(goal, form)


@bp.post("/goals/<uuid:goal_uuid>/ratings")
def create_rating(goal_uuid: UUID) -> ResponseReturnValue:
    """Keep where they are."""
    goal, form = _get_goal(goal_uuid), NewRatingForm()
    form.offer_marks(read_scale(goal.scale))
    form.offer_occasions(queries.list_choices(current_actor(), goal))
    if rating := form.attempt(lambda: _rate(goal, form)):
        flash(f"Kept: {rating.value} out of {goal.scale.high}.", "success")
        return _go_back(goal)
    return _render_new_rating(goal, form), 422


@bp.get("/ratings/<uuid:rating_uuid>")
def edit_rating(rating_uuid: UUID) -> str:
    """Put a rating right."""
    rating = _get_rating(rating_uuid)
    is_open = are_words_open(current_actor(), rating.goal.client)
    words = rating.words if is_open else ""
    form = RatingForm(value=str(rating.value), rated_on=rating.rated_on, words=words)
    return _render_rating(rating, form)


@bp.post("/ratings/<uuid:rating_uuid>")
def update_rating(rating_uuid: UUID) -> ResponseReturnValue:
    """Keep the rating as it was meant."""
    rating, form = _get_rating(rating_uuid), RatingForm()
    form.offer_marks(read_scale(rating.goal.scale))
    actor = current_actor()
    if form.attempt(lambda: services.correct_rating(actor, rating, form.read())):
        return _go_to(rating.goal)
    return _render_rating(rating, form), 422


@bp.post("/ratings/<uuid:rating_uuid>/removal")
def create_removal(rating_uuid: UUID) -> ResponseReturnValue:
    """Take out a rating that was never given."""
    rating = _get_rating(rating_uuid)
    goal = rating.goal
    services.remove_rating(current_actor(), rating)
    flash("The rating is taken out.", "success")
    return _go_to(goal)


def _get_client(uuid: UUID) -> Client:
    """The client, for whoever sets goals with them: nobody fills in a form that would be refused anyway."""
    client = get_client(current_actor(), uuid)
    require(can_set_goals(current_actor(), client))
    return client


def _get_goal(uuid: UUID) -> Goal:
    goal = queries.get_goal(current_actor(), uuid)
    require(can_set_goals(current_actor(), goal.client))
    return goal


def _get_rating(uuid: UUID) -> GoalRating:
    rating = queries.get_rating(current_actor(), uuid)
    require(can_set_goals(current_actor(), rating.goal.client))
    return rating


def _rate(goal: Goal, form: NewRatingForm) -> GoalRating:
    actor, chosen = current_actor(), str(filled(form.occasion))
    if chosen in set(Occasion):
        return services.rate_goal(actor, goal, Occasion(chosen), form.read())
    cycle = get_cycle(actor, read_uuid(chosen))
    return services.rate_goal(actor, goal, Occasion.CYCLE, form.read(), cycle)


def _render_new_goal(client: Client, form: GoalForm) -> str:
    scale = queries.find_scale()
    form.offer_marks(scale)
    return render_template("cases/goals/new.html", client=client, form=form, scale=scale)


def _render_new_rating(goal: Goal, form: NewRatingForm) -> str:
    form.offer_marks(read_scale(goal.scale))
    form.offer_occasions(queries.list_choices(current_actor(), goal))
    return render_template(
        "cases/goals/ratings/new.html",
        shown=queries.show_one(current_actor(), goal),
        form=form,
        back=_find_cycle(),
    )


def _render_rating(rating: GoalRating, form: RatingForm) -> str:
    form.offer_marks(read_scale(rating.goal.scale))
    shown = queries.show_one(current_actor(), rating.goal)
    return render_template("cases/goals/ratings/edit.html", rating=rating, shown=shown, form=form)


def _find_cycle() -> Cycle | None:
    """The cycle whose page somebody came from. Raises NotFound for one that is not theirs to see."""
    uuid = request.args.get("cycle", type=UUID)
    return get_cycle(current_actor(), uuid) if uuid else None


def _go_back(goal: Goal) -> ResponseReturnValue:
    if cycle := _find_cycle():
        return redirect(url_for("feedback.show_cycle", cycle_uuid=cycle.uuid, _anchor="goals"), 303)
    return _go_to(goal)


def _go_to(goal: Goal) -> ResponseReturnValue:
    place = url_for(".index_goals", client_uuid=goal.client.uuid, _anchor=f"goal-{goal.uuid}")
    return redirect(place, 303)
