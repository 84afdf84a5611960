"""Private reminders, opened for their owner."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from app.cases.models import Client
from app.cases.reminders.models import ClientReminder
from app.cases.reminders.policies import visible_to
from app.core.actor import Actor
from app.core.pagination import Page, count_rows, read_page
from app.extensions import db
from app.stores import small_secrets

KEY_NAME = "reminders/association/data/1"
"""The data key of all reminders, in the key store beside those of the films."""


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """A client of one's own with the reminder, empty where there is none."""

    client: Client
    words: str


def find_reminder(actor: Actor, client: Client) -> ClientReminder | None:
    """The sealed reminder of a client of the actor's own."""
    return db.session.scalar(
        sa.select(ClientReminder)
        .join(ClientReminder.client)
        .where(Client.id == client.id, visible_to(actor))
    )


def read_reminder(actor: Actor, client: Client) -> str:
    """The words of the reminder; empty where there is none, or none for this reader."""
    reminder = find_reminder(actor, client)
    return "" if reminder is None else _open(client, reminder.sealed)


def list_reminders(actor: Actor, page: int = 1) -> Page[ReminderLine]:
    """The actor's own clients with their reminders, newest first."""
    own = (
        sa.select(Client, ClientReminder.sealed)
        .outerjoin(ClientReminder, ClientReminder.client_id == Client.id)
        .where(visible_to(actor))
    )
    rows = read_page(db.session(), own.order_by(Client.id.desc()), count_rows(own), page)
    return rows.build(_read_line)


def _read_line(row: sa.Row[Client, bytes]) -> ReminderLine:
    client = row[0]
    sealed: bytes | None = row[1]
    return ReminderLine(client, "" if sealed is None else _open(client, sealed))


def _open(client: Client, sealed: bytes) -> str:
    return small_secrets(KEY_NAME).open(f"client/{client.uuid}", sealed)
