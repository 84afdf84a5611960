"""Rows of an association that does not exist yet: gathered in memory, written table by table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.base import Base

Row = dict[str, Any]


class Ledger:
    """Gathers rows and gives each its key, so that rows can refer to one another before any is written.

    ``last_ids`` says which keys each table has given out already.
    """

    def __init__(self, last_ids: Mapping[str, int] | None = None) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self._last_ids = dict(last_ids or {})

    def add(self, model: type[Base], **values: Any) -> int:
        """Gather one row and answer its key."""
        table = model.__tablename__
        key = self._last_ids.get(table, 0) + 1
        self._last_ids[table] = key
        self.rows[table].append({"id": key, **values})
        return key

    def link(self, table: sa.Table, **values: int) -> None:
        """Gather one row of a table that only joins two others."""
        self.rows[table.name].append(values)


def read_last_ids(session: Session) -> dict[str, int]:
    """Table -> the highest key in it; empty tables are left out."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and (highest := session.scalar(sa.select(sa.func.max(table.c.id)))):
            found[table.name] = highest
    return found


def write_rows(session: Session, ledger: Ledger) -> int:
    """Insert everything, parents before children, one statement for each table; answers how many rows."""
    for table in Base.metadata.sorted_tables:
        if rows := ledger.rows.get(table.name):
            session.execute(sa.insert(table), rows)
            if "id" in table.c:
                _move_sequence(session, table)
    _refresh_statistics(session)
    return sum(len(rows) for rows in ledger.rows.values())


def _refresh_statistics(session: Session) -> None:
    """A server that last counted its tables empty would plan the first questions for no rows at all (95 s instead of 0.1)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("ANALYZE"))


def _move_sequence(session: Session, table: sa.Table) -> None:
    """Rows that bring their own keys leave a server's sequence behind; SQLite needs none of this."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        session.execute(sa.select(sa.func.setval(sequence, sa.func.max(table.c.id))))
