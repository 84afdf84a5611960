"""The letters the portal writes: subject, words, the one thing to do. No clinical word and no client code goes in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from flask import render_template
from flask_mailman import EmailMultiAlternatives

from app.extensions import current_settings, db


class Addressee(Protocol):
    """Whoever a letter goes to: a person with an account, or somebody who was invited."""

    @property
    def email(self) -> str:
        """Where it goes."""
        ...

    @property
    def known_as(self) -> str:
        """How it greets them; empty where no name is known."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says. ``template`` names a pair of files in templates/emails; ``path`` is where its link leads;
    empty, it has none."""

    subject: str
    template: str
    action: str
    path: str
    context: dict[str, Any] = field(default_factory=dict)


def send_letter(
    person: Addressee, letter: Letter, letter_id: UUID, *, to: str | None = None
) -> None:
    """Send a letter as text and HTML. The same ``letter_id`` twice is one letter to most mail programs.

    ``to`` is another address than the person's own. Raises OSError or SMTPException where the mail server does not take it.
    """
    settings = current_settings()
    context = {
        "name": person.known_as,
        "subject": letter.subject,
        "action_label": letter.action,
        "action_href": settings.public_url + letter.path if letter.path else None,
        **letter.context,
    }
    domain = settings.mail_sender.rpartition("@")[2].rstrip(">")
    message = EmailMultiAlternatives(
        letter.subject,
        render_template(f"emails/{letter.template}.txt", **context),
        to=[to or person.email],
        headers={
            "Message-ID": f"<{letter_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(
        render_template(f"emails/{letter.template}.html", **context), "text/html"
    )
    db.session.remove()  # a mail server may be slow: no connection waits for it
    message.send()
