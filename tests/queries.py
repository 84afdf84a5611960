"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the SELECTs of the block, on any connection."""
    asked: list[str] = []

    def note(_connection: sa.Connection, _cursor: object, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(sa.Engine, "before_cursor_execute", note)
