"""Goals: agreed, rated, corrected, ended, and closed with the family's consent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.queries import build_actor
from app.audit.models import AuditEvent
from app.cases.family_words.errors import WordsClosed
from app.cases.goals import errors
from app.cases.goals.models import Goal, GoalRating, Occasion
from app.cases.goals.queries import find_scale, list_choices, list_goals
from app.cases.goals.rated import Rated
from app.cases.goals.scales import Scale
from app.cases.goals.services import (
    MOST_OPEN,
    choose_scale,
    correct_rating,
    end_goal,
    install_goal_scale,
    rate_goal,
    remove_rating,
    resume_goal,
    reword_goal,
    set_goal,
)
from app.cases.models import Client, Purpose
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.errors import DomainError, Forbidden
from app.extensions import db
from tests.factories.clips import withdraw_consent
from tests.factories.goals import make_goal, make_rating
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle

SET_ON = date(2025, 3, 12)
TODAY = Rated(4, SET_ON + timedelta(days=30), "We have more quiet moments.")


@pytest.fixture
def family(app: Flask) -> Client:
    return make_client(make_enrolment(supervisor=make_supervisor()))


@pytest.fixture
def trainee(family: Client) -> Actor:
    return build_actor(family.enrolment.person)


def agree(actor: Actor, family: Client, question: str = "How can I tell?", **rest: Rated) -> Goal:
    return set_goal(actor, family, question=question, would_know="", set_on=SET_ON, **rest)


def list_actions() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_goal_starts_where_the_family_says_they_are(family: Client, trainee: Actor) -> None:
    agree(trainee, family, start=Rated(2, SET_ON, "It feels far."))
    (shown,) = list_goals(trainee, family)
    assert [(view.moment.label, view.rating.value, view.words) for view in shown.ratings] == [
        ("At the start", 2, "It feels far.")
    ]
    assert list_actions()[-2:] == ["goal.set", "goal.rated"]


def test_two_clicks_do_not_make_two_goals(family: Client, trainee: Actor) -> None:
    assert agree(trainee, family) is agree(trainee, family)
    assert agree(trainee, family, "And now?").number == 2


def test_a_goal_keeps_the_scale_it_was_set_on(family: Client, trainee: Actor) -> None:
    earlier = agree(trainee, family)
    scale = Scale(0, 10, "far off", "we are there")
    choose_scale(build_actor(make_administrator()), scale)
    assert agree(trainee, family, "And now?").scale.high == 10
    assert earlier.scale.high == 7
    with pytest.raises(errors.MarkOffScale):
        rate_goal(trainee, earlier, Occasion.FINAL, Rated(8, SET_ON))


def test_the_first_scale_is_installed_once_and_a_choice_is_left_alone(app: Flask) -> None:
    choose_scale(SYSTEM, Scale(1, 10))
    install_goal_scale(SYSTEM)
    assert find_scale().high == 10


def test_each_occasion_is_rated_once(family: Client, trainee: Actor) -> None:
    goal, cycle = agree(trainee, family), make_cycle(family)
    rate_goal(trainee, goal, Occasion.FINAL, TODAY)
    rate_goal(trainee, goal, Occasion.CYCLE, TODAY, cycle)
    for occasion, at in ((Occasion.FINAL, None), (Occasion.CYCLE, cycle)):
        with pytest.raises(errors.RatedAlready):
            rate_goal(trainee, goal, occasion, TODAY, at)
    rate_goal(trainee, goal, Occasion.CYCLE, TODAY, make_cycle(family))
    rate_goal(trainee, agree(trainee, family, "And now?"), Occasion.FINAL, TODAY)


def test_only_what_is_not_rated_yet_is_offered(family: Client, trainee: Actor) -> None:
    goal, first = agree(trainee, family), make_cycle(family)
    make_cycle(family)
    make_cycle(make_client(family.enrolment))
    rate_goal(trainee, goal, Occasion.BASELINE, TODAY)
    rate_goal(trainee, goal, Occasion.CYCLE, TODAY, first)
    offered = [choice.moment.label for choice in list_choices(trainee, goal)]
    assert offered == ["Cycle 2", "At the final meeting", "Six months later"]


@pytest.mark.parametrize(
    ("rated", "error"),
    [
        (Rated(0, SET_ON), errors.MarkOffScale),
        (Rated(8, SET_ON), errors.MarkOffScale),
        (Rated(3, SET_ON - timedelta(days=1)), errors.RatedBeforeGoal),
        (Rated(3, clock.today() + timedelta(days=2)), errors.RatedInFuture),
    ],
)
def test_a_rating_that_cannot_be_is_refused(
    family: Client, trainee: Actor, rated: Rated, error: type[DomainError]
) -> None:
    goal = agree(trainee, family)
    with pytest.raises(error):
        rate_goal(trainee, goal, Occasion.FINAL, rated)
    with pytest.raises(error):
        correct_rating(trainee, make_rating(goal), rated)
    with pytest.raises(error):
        agree(trainee, family, "And now?", start=rated)


def test_a_goal_is_agreed_today_at_the_latest(family: Client, trainee: Actor) -> None:
    late = clock.today() + timedelta(days=2)
    with pytest.raises(errors.GoalInFuture):
        set_goal(trainee, family, question="?", would_know="", set_on=late)


def test_a_rating_is_put_right_and_the_trail_says_so(family: Client, trainee: Actor) -> None:
    rating = make_rating(make_goal(family))
    correct_rating(trainee, rating, TODAY)
    assert (rating.value, rating.words) == (TODAY.value, TODAY.words)
    remove_rating(trainee, rating)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(GoalRating)) == 0
    assert list_actions()[-2:] == ["rating.corrected", "rating.removed"]


def test_a_goal_that_ended_can_be_taken_up_again(family: Client, trainee: Actor) -> None:
    goal, cycle = agree(trainee, family), make_cycle(family)
    end_goal(trainee, goal)
    end_goal(trainee, goal)
    with pytest.raises(errors.GoalOver):
        rate_goal(trainee, goal, Occasion.CYCLE, TODAY, cycle)
    rate_goal(trainee, goal, Occasion.FOLLOW_UP, TODAY)
    resume_goal(trainee, goal)
    rate_goal(trainee, goal, Occasion.CYCLE, TODAY, cycle)
    assert list_actions().count("goal.ended") == 1


def test_a_handful_of_goals_is_enough(family: Client, trainee: Actor) -> None:
    for number in range(MOST_OPEN):
        agree(trainee, family, f"Question {number}")
    with pytest.raises(errors.TooManyGoals):
        agree(trainee, family, "One more")
    end_goal(trainee, list_goals(trainee, family)[0].goal)
    agree(trainee, family, "One more")


def test_nobody_but_the_trainee_writes_goals_down(family: Client) -> None:
    supervisor = Actor(0, supervised_ids=frozenset({family.enrolment_id}))
    goal = make_goal(family)
    rating = make_rating(goal)
    for attempt in (
        lambda: agree(supervisor, family),
        lambda: reword_goal(supervisor, goal, question="?", would_know=""),
        lambda: end_goal(supervisor, goal),
        lambda: resume_goal(supervisor, goal),
        lambda: rate_goal(supervisor, goal, Occasion.FINAL, TODAY),
        lambda: correct_rating(supervisor, rating, TODAY),
        lambda: remove_rating(supervisor, rating),
        lambda: choose_scale(supervisor, Scale()),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_a_cycle_of_another_family_rates_nothing(family: Client, trainee: Actor) -> None:
    elsewhere = make_cycle(make_client(family.enrolment))
    with pytest.raises(Forbidden):
        rate_goal(trainee, make_goal(family), Occasion.CYCLE, TODAY, elsewhere)


def test_without_consent_nothing_new_is_written_down(family: Client, trainee: Actor) -> None:
    goal = make_goal(family)
    rating = make_rating(goal)
    withdraw_consent(family, Purpose.VIG)
    for attempt in (
        lambda: agree(trainee, family, "And now?"),
        lambda: reword_goal(trainee, goal, question="?", would_know=""),
        lambda: rate_goal(trainee, goal, Occasion.FINAL, TODAY),
        lambda: correct_rating(trainee, rating, TODAY),
    ):
        with pytest.raises(WordsClosed):
            attempt()
