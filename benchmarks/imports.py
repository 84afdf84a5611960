"""Bringing a list of members in, beside writing the very same rows by plain inserts."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app import create_app
from app.accounts.models import Person, person_role
from app.accreditation.models import AccreditationNumber, Award
from app.allocations.models import Allocation
from app.allocations.queries import build_actor
from app.association.imports.models import MemberImport, MemberImportRow
from app.association.imports.services import confirm_import, stage_import
from app.association.imports.sheets.member_list import read_members
from app.audit.models import AuditEvent
from app.core.actor import Actor
from app.core.base import Base
from app.core.database import watch_engine
from app.extensions import db, unit_of_work
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.models import Enrolment, StageOpening
from benchmarks.figures import Figure, compare
from config import Settings
from tests.factories.member_lists import Cells, invent_members, write_xlsx
from tests.factories.people import make_administrator
from tests.servers import describe_installation, prepare_installation

MEMBERS, BAD = 2000, 50
AIM = 8.0
MODELS: Sequence[type[Base]] = (
    Person,
    Enrolment,
    StageOpening,
    Allocation,
    BroughtForward,
    AccreditationNumber,
    Award,
    AuditEvent,
    MemberImport,
    MemberImportRow,
)

Rows = list[tuple[sa.Table, list[dict[str, Any]]]]


def measure_import(folder: Path) -> Figure:
    """A workbook of 2,000 members, 50 of them with a slip: read, looked at and confirmed, in seconds."""
    prepared = folder / "imports"
    prepared.mkdir()
    prepare_installation(prepared)
    app = create_app(Settings.from_environment(describe_installation(prepared)))
    numbers, written = count(1), Rows()
    with app.app_context():
        office = build_actor(make_administrator())
        db.session.remove()
        twin = open_twin(prepared / "portal.sqlite3", folder / "twin.sqlite3")

        def bring_in() -> float:
            number = next(numbers)
            members = [rename(member, number) for member in invent_members(MEMBERS, BAD)]
            before = read_last_ids()
            took = measure_once(office, write_xlsx(members))
            written[:] = read_added(before)
            db.session.remove()
            return took

        def insert() -> float:
            return insert_rows(twin, written)

        note = f"{MEMBERS} lines, {BAD} with a slip"
        figure = compare("bringing members in", bring_in, insert, aim=AIM, unit="s", note=note)
        twin.dispose()
        db.engine.dispose()
    return figure


def measure_once(office: Actor, data: bytes) -> float:
    """Seconds from the bytes of a file to its members in the database, in the two steps that people take."""
    start = time.perf_counter()
    members = read_members(data)
    with unit_of_work():
        staged = stage_import(office, "members.xlsx", members).id
    with unit_of_work():
        confirm_import(office, db.session.get_one(MemberImport, staged))
    return time.perf_counter() - start


def insert_rows(twin: sa.Engine, written: Rows) -> float:
    """Seconds for the same rows in one transaction, one statement for each table."""
    start = time.perf_counter()
    with twin.begin() as connection:
        for table, rows in written:
            connection.execute(sa.insert(table), rows)
    return time.perf_counter() - start


def rename(member: Cells, number: int) -> Cells:
    """The same member in another association: addresses and accreditation numbers of its own."""
    own = {key: f"{number}x{member[key]}" for key in ("email", "number") if member.get(key)}
    if "supervisor" in member:
        own["supervisor"] = f"{number}x{member['supervisor']}"
    return {**member, **own}


def open_twin(source: Path, target: Path) -> sa.Engine:
    """A second database that holds the same, opened in the same way."""
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after)
    engine = sa.create_engine(f"sqlite:///{target}")
    watch_engine(engine)
    return engine


def read_last_ids() -> Mapping[type[Base], int]:
    """The highest key of each table that an import writes to."""
    return {model: db.session.scalar(sa.select(sa.func.max(model.id))) or 0 for model in MODELS}


def read_added(before: Mapping[type[Base], int]) -> Rows:
    """Every row that came since, table by table, parents first."""
    found: Rows = []
    for model in MODELS:
        table = model.__table__
        assert isinstance(table, sa.Table)
        added = db.session.execute(sa.select(table).where(table.c.id > before[model]))
        found.append((table, [dict(row) for row in added.mappings()]))
    roles = sa.select(person_role).where(person_role.c.person_id > before[Person])
    held = [dict(row) for row in db.session.execute(roles).mappings()]
    return [pair for pair in (found[0], (person_role, held), *found[1:]) if pair[1]]
