"""The post: letters leave from the worker, never from a request."""

from __future__ import annotations

from uuid import UUID, uuid4

from app.accounts.invitations.acceptances.services import NEWS_JOB
from app.accounts.invitations.queries import find_invitation, find_people
from app.accounts.invitations.services import LETTER_JOB as INVITATION_JOB
from app.core.actor import SYSTEM
from app.jobs.registry import task
from app.jobs.work import Work
from app.notifications import account_letters, invitation_letters, queries, services
from app.notifications.emails import Letter, send_letter

LETTER_ATTEMPTS = 7
"""With the queue's growing delays a mail server may be away for five hours."""


@task(services.LETTER_JOB, attempts=LETTER_ATTEMPTS)
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


@task(INVITATION_JOB, attempts=LETTER_ATTEMPTS)
def send_invitation(work: Work) -> None:
    """Send somebody the link to their invitation, as long as it opens anything."""
    invitation = find_invitation(SYSTEM, UUID(work.arguments["invitation"]))
    if invitation is None or not invitation.can_be_used:
        return
    owner = find_people([invitation.email]).get(invitation.email)
    if owner is None or owner.active:
        has_account = owner is not None and owner.password is not None
        letter = invitation_letters.write_invitation(invitation, has_account=has_account)
        send_letter(invitation, letter, invitation.link_key)


@task(NEWS_JOB)
def tell_of_acceptance(work: Work) -> None:
    """Tell whoever invited somebody, and the office where that opens other people's affairs."""
    with work.step(last=True):
        invitation = find_invitation(SYSTEM, UUID(work.arguments["invitation"]))
        if invitation is not None:
            invitation_letters.tell_of_acceptance(invitation)
