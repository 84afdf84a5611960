"""Telling trainees in good time that a consent ends."""

from __future__ import annotations

from app.cases.consents.ends.models import ConsentReminder, ReminderOccasion
from app.cases.consents.ends.queries import ConsentEnding
from app.core.actor import Actor
from app.core.durations import format_day
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify

SUBJECTS = {
    ReminderOccasion.EXPIRES: "A family’s consent runs out on {day}",
    ReminderOccasion.COMES_OF_AGE: "From {day} somebody on your films speaks for themselves",
}


def tell_of_ending(actor: Actor, ending: ConsentEnding) -> None:
    """Tell the trainee, once for each person and day."""
    require(actor.is_system)
    db.session.add(
        ConsentReminder(
            filmed_person_id=ending.person.id, occasion=ending.occasion, due_on=ending.due_on
        )
    )
    db.session.flush()
    client = ending.person.client
    notify(
        actor,
        client.enrolment.person_id,
        subject=SUBJECTS[ending.occasion].replace("{day}", format_day(ending.due_on)),
        path=f"/clients/{client.uuid}",
        kind=NewsKind.CONSENTS,
    )
