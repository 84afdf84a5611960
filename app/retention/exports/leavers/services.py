"""Everything that is somebody's own, put together for them to take."""

from __future__ import annotations

from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.retention.exports.leavers.account_sections import list_account_sections
from app.retention.exports.leavers.board_sections import list_board_sections
from app.retention.exports.leavers.feedback_sections import list_feedback_sections
from app.retention.exports.leavers.moment_sections import list_moment_sections
from app.retention.exports.leavers.policies import can_take_out
from app.retention.exports.leavers.practice_sections import list_practice_sections
from app.retention.exports.leavers.signoff_sections import list_signoff_sections
from app.retention.exports.records.sections import Record

SCHEMA = "vig-portal/your-data"


def gather_own_record(actor: Actor) -> Record:
    """Everything on record that is the actor's own, but films; that it is taken is put on record."""
    require(can_take_out(actor))
    account = list_account_sections(actor)
    record = Record(
        SCHEMA,
        "What the portal keeps about you",
        str(account[0].entries[0]["full_name"]),
        clock.now(),
        [
            account[0],
            *list_practice_sections(actor),
            *list_feedback_sections(actor),
            *list_moment_sections(actor),
            *list_board_sections(actor),
            *list_signoff_sections(actor),
            *account[1:],
        ],
    )
    record_event(actor, "data.exported", "person")
    return record
