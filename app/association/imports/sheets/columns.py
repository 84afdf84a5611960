"""The columns of a member list, and how their headings may be written."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the heading, what belongs into it, an example, and other ways its heading is written."""

    key: str
    heading: str
    what: str
    example: str = ""
    others: tuple[str, ...] = ()
    is_required: bool = False


COLUMNS = (
    Column(
        "email",
        "E-mail",
        "The address they sign in with. One address, one person.",
        "maya.okafor@example.org",
        ("email", "email address", "mail"),
        is_required=True,
    ),
    Column(
        "full_name",
        "Full name",
        "As it stands on a certificate.",
        "Maya Okafor",
        ("name",),
        is_required=True,
    ),
    Column(
        "roles",
        "Roles",
        "trainee, practitioner, supervisor; several with a comma. Administrators are invited one by one.",
        "trainee",
        ("role",),
        is_required=True,
    ),
    Column(
        "supervisor",
        "Supervisor's e-mail",
        "For trainees: a supervisor who is in the portal or anywhere in this list. May stay empty.",
        "jo.lindqvist@example.org",
        ("supervisor", "supervisor email"),
    ),
    Column(
        "pathway",
        "Pathway",
        "For trainees: its name; empty for the one that new trainees register on.",
        "Three-stage pathway",
        ("pathway version",),
    ),
    Column(
        "course_on",
        "Course completed",
        "For trainees: last day of the Initial Training Course, such as 2024-01-26 or 26/01/2024. May stay empty.",
        "2024-01-26",
        ("course date", "course", "itc", "itc date"),
    ),
    Column(
        "registered_on",
        "Registered",
        "For trainees: day of registration with the association.",
        "2024-02-05",
        ("registration date", "registered on", "registration"),
    ),
    Column(
        "reviews",
        "Reviews passed",
        "For trainees: how many stage reviews they have met.",
        "1",
        ("reviews",),
    ),
    Column(
        "stage",
        "Stage",
        "For trainees: name or number of the stage they stand in; empty where the reviews passed say it.",
        "2",
    ),
    Column("cycles", "Cycles", "For trainees: whole cycles in all, up to now.", "10"),
    Column(
        "clients",
        "Clients",
        "For trainees: different clients of those cycles. Leave out clients whose next cycles the portal will see.",
        "4",
    ),
    Column(
        "minutes",
        "Supervision minutes",
        "For trainees: minutes of individual supervision in all, up to now.",
        "660",
        ("minutes", "supervision"),
    ),
    Column(
        "stage_cycles",
        "Cycles in this stage",
        "Only for pathways that count stage by stage: the part of the cycles since the last review.",
        "4",
    ),
    Column("stage_clients", "Clients in this stage", "The same for clients.", "2"),
    Column("stage_minutes", "Minutes in this stage", "The same for supervision.", "180"),
    Column(
        "covers_until",
        "Counted up to",
        "For trainees: the last day these numbers cover; empty for today.",
        "2025-08-31",
    ),
    Column(
        "evidence",
        "Evidence",
        "For trainees: what these numbers rest on, without names of families.",
        "Training log, checked in August 2025",
    ),
    Column(
        "number",
        "Accreditation number",
        "For practitioners: their number, exactly as it is.",
        "",
        ("number", "accreditation no"),
    ),
    Column(
        "accredited_on",
        "Accredited on",
        "For practitioners: day of accreditation; the first of January where only the year is known.",
        "",
        ("accredited", "accreditation date", "date of accreditation"),
    ),
    Column("profession", "Profession", "One of the portal's list of professions.", ""),
    Column("setting", "Service setting", "One of the portal's list of settings.", "", ("setting",)),
    Column("region", "Nation or region", "One of the portal's list of regions.", "", ("region",)),
    Column("body", "Professional body", "One of the portal's list of professional bodies.", ""),
    Column(
        "registration_number",
        "Registration number",
        "Their number with the professional body.",
        "",
    ),
    Column("employer", "Employer", "Who they work for.", "Riverside NHS Trust", ("organisation",)),
)
BY_KEY = {column.key: column for column in COLUMNS}


def find_column(heading: str) -> Column | None:
    """The column that a heading means, whatever its capitals, hyphens and spaces; None for others."""
    return _BY_WORDS.get(_simplify(heading))


def _simplify(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


_BY_WORDS = {
    _simplify(words): column
    for column in COLUMNS
    for words in (column.heading, *column.others, column.key)
}
