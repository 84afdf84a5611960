"""Taking a part of the audit trail out of the portal."""

from __future__ import annotations

from app.association.events.queries import EventFilter, list_first_events
from app.association.exports.services import Export
from app.association.policies import can_export
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.errors import DomainError
from app.core.policy import require

MOST_EVENTS = 50_000
"""Lines of one export: what a spreadsheet opens at once."""

HEADINGS = (
    *("Event", "When (UTC)", "Who", "What", "Action"),
    *("Concerning", "Kind of thing", "Its identifier"),
)


class TooManyEvents(DomainError):
    """An export is read whole, and by a person."""

    title = "That is too long for one list"
    message = f"More than {MOST_EVENTS:,} events fit. Choose fewer days, one person or one action."


def export_events(actor: Actor, wanted: EventFilter) -> Export:
    """Read the events that are being looked at, and put on record who took them. Raises TooManyEvents."""
    require(can_export(actor))
    events = list_first_events(actor, wanted, MOST_EVENTS + 1)
    if len(events) > MOST_EVENTS:
        raise TooManyEvents
    rows = [
        (
            event.id,
            event.at.strftime("%Y-%m-%d %H:%M:%S"),
            event.actor,
            event.words,
            event.action,
            event.concerned,
            event.subject_kind,
            None if event.subject_id is None else str(event.subject_id),
        )
        for event in events
    ]
    record_event(actor, "export.made", "list of events")
    return Export(f"events-{clock.today().isoformat()}.csv", HEADINGS, rows)
