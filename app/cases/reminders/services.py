"""Keeping a private reminder of whom a code stands for."""

from __future__ import annotations

from app.audit.services import record_event
from app.cases.models import Client
from app.cases.reminders.models import ClientReminder
from app.cases.reminders.policies import can_remember
from app.cases.reminders.queries import KEY_NAME, find_reminder
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db
from app.stores import small_secrets
from app.wording.identifying_words import find_identifier


class ReminderIdentifies(DomainError):
    """A reminder helps its owner, and tells a stranger nothing."""

    title = "That could identify a family"
    field = "words"


def keep_reminder(actor: Actor, client: Client, words: str) -> None:
    """Seal the words for their owner alone; without words the reminder goes. Raises ReminderIdentifies."""
    require(can_remember(actor, client))
    if identifier := find_identifier(words):
        raise ReminderIdentifies(
            f"This looks like {identifier}. Write where to look, such as “blue folder, third tab”, not who it is."
        )
    lock_row(db.session(), client)  # two tabs keep one reminder
    reminder = find_reminder(actor, client)
    if not words.strip():
        if reminder is not None:
            db.session.delete(reminder)
    else:
        sealed = small_secrets(KEY_NAME).seal(f"client/{client.uuid}", words.strip())
        if reminder is None:
            db.session.add(ClientReminder(client=client, sealed=sealed))
        else:
            reminder.sealed = sealed
    db.session.flush()
    record_event(actor, "reminder.kept", "client", client.uuid)
