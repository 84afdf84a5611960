"""The post: letters leave from the worker, never from a request."""

from __future__ import annotations

from uuid import UUID, uuid4

from app.core.actor import SYSTEM
from app.jobs.registry import task
from app.jobs.work import Work
from app.notifications import account_letters, queries
from app.notifications.emails import Letter, send_letter
from app.notifications.services import LETTER_JOB

LETTER_ATTEMPTS = 7
"""With the queue's growing delays a mail server may be away for five hours."""


@task(LETTER_JOB, attempts=LETTER_ATTEMPTS)
def send_news(work: Work) -> None:
    """Send somebody the line that stands under their bell."""
    notification_uuid = UUID(work.arguments["notification"])
    if (found := queries.find_letter(SYSTEM, notification_uuid)) is None:
        return
    notification, person = found
    letter = Letter(notification.subject, "notifications/news", "Open it", notification.path)
    send_letter(person, letter, notification.uuid)


@task(account_letters.JOB, attempts=LETTER_ATTEMPTS)
def send_account_letter(work: Work) -> None:
    """Send a letter about the account."""
    person = queries.find_recipient(SYSTEM, work.arguments["person_id"])
    if person is not None:
        letter = account_letters.write_account_letter(person, work.arguments["occasion"])
        send_letter(person, letter, uuid4())
