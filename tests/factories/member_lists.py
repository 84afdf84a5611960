"""Lists of invented members as somebody at the office would keep them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.association.imports.models import MemberImport
from app.association.imports.queries import list_all_rows
from app.association.imports.services import confirm_import, stage_import
from app.association.imports.sheets.columns import COLUMNS
from app.association.imports.sheets.member_list import read_members
from app.core.actor import Actor
from app.extensions import db

Cells = Mapping[str, object]

SUPERVISOR = {
    "email": "jo.lindqvist@example.org",
    "full_name": "Jo Lindqvist",
    "roles": "supervisor, practitioner",
    "number": "AV 17/2009",
    "accredited_on": "2009-06-01",
}
TRAINEE = {
    "email": "maya.okafor@example.org",
    "full_name": "Maya Okafor",
    "roles": "trainee",
    "supervisor": SUPERVISOR["email"],
    "pathway": "Three-stage pathway",
    "course_on": "26/01/2024",
    "registered_on": "2024-02-05",
    "reviews": "1",
    "cycles": "10",
    "clients": "4",
    "minutes": "660",
    "stage_cycles": "4",
    "stage_clients": "2",
    "stage_minutes": "180",
    "covers_until": "2025-08-31",
    "evidence": "Training log, August 2025",
}
PRACTITIONER = {
    "email": "sam.bell@example.org",
    "full_name": "Sam Bell",
    "roles": "practitioner",
    "number": "VIG-00042",
    "accredited_on": "1 June 2015",
}
OTHER = {"email": "other@example.org", "full_name": "Other Person"}


def write_csv(
    members: Iterable[Cells],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    extra: Sequence[str] = (),
) -> bytes:
    """The members as CSV under every heading there is, and any ``extra`` ones."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow([*(column.heading for column in COLUMNS), *extra])
    for member in members:
        writer.writerow([member.get(column.key, "") for column in COLUMNS])
    return file.getvalue().encode(encoding)


def write_xlsx(members: Iterable[Cells]) -> bytes:
    """The members as a workbook."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append([column.heading for column in COLUMNS])
    for member in members:
        sheet.append([member.get(column.key) for column in COLUMNS])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def make_import(person: Person, members: Sequence[Cells] = (PRACTITIONER,)) -> MemberImport:
    """A list that waits for somebody's yes."""
    staged = stage_import(build_actor(person), "members.csv", read_members(write_csv(members)))
    db.session.commit()
    return staged


def look_at(actor: Actor, *members: Cells) -> MemberImport:
    """What the members would come to."""
    return stage_import(actor, "members.csv", read_members(write_csv(members)))


def bring_in(actor: Actor, *members: Cells) -> MemberImport:
    """The members, looked at and confirmed."""
    return confirm_import(actor, look_at(actor, *members))


def tell_problems(actor: Actor, member_import: MemberImport) -> list[tuple[str, str]]:
    """Column and words of every problem, in the order of the lines."""
    rows = list_all_rows(actor, member_import, only_problems=True)
    return [(column, words) for row in rows for column, words in row.problems]


def invent_members(count: int, bad: int = 0) -> list[Cells]:
    """Supervisors, practitioners and trainees in one list, the trainees first; the last ``bad`` have each one slip."""
    supervisors = [
        SUPERVISOR
        | {"email": f"s{n}@example.org", "full_name": f"Super Visor{n}", "number": f"S {n}"}
        for n in range(max(1, count // 20))
    ]
    others: list[Cells] = []
    for n in range(count - len(supervisors)):
        if n % 2:
            others.append(
                PRACTITIONER
                | {
                    "email": f"p{n}@example.org",
                    "full_name": f"Pracy Titioner{n}",
                    "number": f"VIG-{n:05d}",
                }
            )
        else:
            leader = supervisors[n % len(supervisors)]["email"]
            others.append(
                TRAINEE
                | {"email": f"t{n}@example.org", "full_name": f"Trai Nee{n}", "supervisor": leader}
            )
    slips: list[Cells] = [{"email": "nobody"}, {"full_name": ""}, {"roles": "wizard"}]
    spoilt = [
        {**member, **slips[n % len(slips)]} for n, member in enumerate(others[len(others) - bad :])
    ]
    return [*others[: len(others) - bad], *spoilt, *supervisors]
