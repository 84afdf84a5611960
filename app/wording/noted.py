"""What a request's form says of its findings, until it is known that the request did what it was sent for."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, g, request

from app.core.actor import Actor
from app.wording.outcome import Outcome
from app.wording.services import record_outcomes


def note_outcome(field_name: str, outcome: Outcome) -> None:
    """Remember what became of the findings in one field; a form that is read twice says it once."""
    g.setdefault("words_outcomes", {})[field_name] = outcome


def record_noted(actor: Actor, response: Response) -> None:
    """Put it on record, with the page the author is sent on to: there the text stands."""
    if outcomes := g.pop("words_outcomes", None):
        address = urlsplit(response.location or request.path)
        anchor = f"#{address.fragment}" if address.fragment else ""
        record_outcomes(actor, outcomes.values(), f"{address.path}{anchor}")
