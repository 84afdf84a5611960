"""What can be wrong with a goal or one of its ratings."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class TooManyGoals(DomainError):
    """A handful of goals can be kept in mind; more are none."""

    title = "That is a lot of goals"
    message = "This client has as many open goals as fit. End one of them before you add another."
    field = "question"


class GoalInFuture(DomainError):
    """A goal is written down after it was agreed."""

    title = "That day is still to come"
    message = "Enter the day you agreed this goal together, today at the latest."
    field = "set_on"


class MarkOffScale(DomainError):
    """A rating is one of the marks of the goal's own scale."""

    title = "That is not on the scale"
    message = "Choose one of the marks of this goal's scale."
    field = "value"


class RatedInFuture(DomainError):
    """A goal is rated when they have said where they are."""

    title = "That day is still to come"
    message = "Enter the day they said where they are, today at the latest."
    field = "rated_on"


class RatedBeforeGoal(DomainError):
    """Nothing can be rated before it was agreed."""

    title = "That is before the goal was agreed"
    message = "The goal was agreed later than this day. Please check the day."
    field = "rated_on"


class RatedAlready(DomainError):
    """Each occasion has one rating."""

    title = "That is rated already"
    message = "There is a rating for this occasion. Correct that one, or choose another occasion."
    field = "occasion"


class GoalOver(Conflict):
    """A goal that has ended is rated at the end and half a year later, and not by cycles."""

    title = "This goal has ended"
    message = "Take the goal up again to rate it after a cycle. The final rating and the one six months later stay open."
