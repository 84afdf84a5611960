"""Taking the records of erased films out of the portal."""

from __future__ import annotations

from app.association.erasures.queries import list_latest_erased
from app.association.exports.services import Export
from app.association.policies import can_export
from app.audit.services import record_event
from app.clips.erased.words import REASONS
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require

MOST_RECORDS = 50_000
"""Lines of one export: what a spreadsheet opens at once; the latest are taken."""

HEADINGS = ("Record", "Film", "Kind", "Ordered (UTC)", "Erased (UTC)", "Why", "SHA-256", "Bytes")
MOMENT = "%Y-%m-%d %H:%M:%S"


def export_erased(actor: Actor) -> Export:
    """Read the latest records, and put on record who took them."""
    require(can_export(actor))
    rows = [
        (
            str(record.uuid),
            str(record.clip_uuid),
            record.kind.label,
            record.ordered_at.strftime(MOMENT),
            record.erased_at.strftime(MOMENT),
            REASONS[record.reason],
            record.sha256,
            record.size_bytes,
        )
        for record in list_latest_erased(actor, MOST_RECORDS)
    ]
    record_event(actor, "export.made", "list of erasures")
    return Export(f"erasures-{clock.today().isoformat()}.csv", HEADINGS, rows)
