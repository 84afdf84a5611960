"""Letters about accounts leave from the worker."""

from __future__ import annotations

from uuid import UUID

from app.association.people import emails, queries
from app.core.actor import SYSTEM
from app.jobs.registry import task
from app.jobs.work import Work
from app.notifications.tasks import LETTER_ATTEMPTS


@task(emails.CLOSING_JOB, attempts=LETTER_ATTEMPTS)
def send_closing_letter(work: Work) -> None:
    """Tell somebody that their account is closed, unless it is open again by now."""
    person = queries.get_person(SYSTEM, UUID(work.arguments["person"]))
    if not person.active:
        emails.send_closing_letter(person)


@task(emails.ADDRESS_JOB, attempts=LETTER_ATTEMPTS)
def send_address_letter(work: Work) -> None:
    """Tell the address somebody had until now."""
    change = queries.get_address_change(SYSTEM, UUID(work.arguments["change"]))
    emails.send_address_letter(change)
