"""Transactions: read-only or writing, on SQLite and on PostgreSQL, and what they refuse."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.core.base import AppendOnly, Base

BUSY_TIMEOUT_MS = 10_000
"""How long a writer of SQLite waits for another; longer than any transaction of the portal takes."""


class AccessMode(enum.Enum):
    """Whether the present unit of work may write."""

    READ = "read"
    WRITE = "write"


access_mode: ContextVar[AccessMode] = ContextVar("access_mode", default=AccessMode.WRITE)


class ReadOnlyTransaction(RuntimeError):
    """A GET tried to write. That is a defect in the code, never something a person did."""


class FactChanged(RuntimeError):
    """Code tried to change or delete an append-only fact. A correction is a new row."""


@contextmanager
def reading() -> Iterator[None]:
    """Run the block read-only; a transaction that is already open keeps its mode."""
    with _mode(AccessMode.READ):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Let the block write, inside one that only reads; a transaction that is already open keeps its mode."""
    with _mode(AccessMode.WRITE):
        yield


@contextmanager
def _mode(mode: AccessMode) -> Iterator[None]:
    token = access_mode.set(mode)
    try:
        yield
    finally:
        access_mode.reset(token)


def watch_engine(engine: sa.Engine) -> None:
    """Make each transaction of ``engine`` start in the mode of its unit of work.

    On SQLite a writer takes its lock at the beginning (BEGIN IMMEDIATE): a plain BEGIN that reads first and
    writes later fails at once under load instead of waiting. Readers are held to ``query_only``. On PostgreSQL
    readers run READ ONLY.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_server)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = access_mode.get() is AccessMode.WRITE
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_server(connection: sa.Connection) -> None:
    if access_mode.get() is AccessMode.READ:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def empty_log(engine: sa.Engine) -> None:
    """Bring what SQLite wrote ahead into its file and cut the log, so that no deleted text lies in an older page of it.

    Waits for nobody: while somebody reads or writes, a later call does it. Elsewhere there is nothing to do.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as borrowed:
        connection: Any = borrowed.driver_connection
        connection.execute("PRAGMA busy_timeout=0")
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


@event.listens_for(Session, "before_flush")
def refuse_forbidden_writes(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Refuse writing while reading, and changing what is append-only."""
    changed = [thing for thing in session.dirty if session.is_modified(thing)]
    if access_mode.get() is AccessMode.READ and (session.new or session.deleted or changed):
        raise ReadOnlyTransaction("a GET must not write: use POST")
    for thing in (*changed, *session.deleted):
        if isinstance(thing, AppendOnly):
            raise FactChanged(f"{type(thing).__name__} is append-only")


@event.listens_for(Session, "do_orm_execute")
def refuse_forbidden_statements(state: ORMExecuteState) -> None:
    """The same for statements that never pass through a flush."""
    changes = state.is_update or state.is_delete
    if access_mode.get() is AccessMode.READ and (state.is_insert or changes):
        raise ReadOnlyTransaction("a GET must not write: use POST")
    if changes and (kept := _find_append_only(state.statement)) is not None:
        raise FactChanged(f"{kept.__name__} is append-only")


def _find_append_only(statement: sa.Executable) -> type[AppendOnly] | None:
    """The append-only class whose table the statement changes, whether it names the class or the table."""
    if not isinstance(statement, sa.Update | sa.Delete):
        return None
    changed = statement.table
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, AppendOnly) and changed == mapper.local_table:
            return mapper.class_
    return None


def lock_row(session: Session, thing: Base) -> None:
    """Make others who lock the same row wait until this transaction ends, and read the thing afresh.

    On SQLite every writer waits from its beginning, so that nothing is locked there.
    """
    session.flush()
    kind = type(thing)
    session.execute(sa.select(kind.id).where(kind.id == thing.id).with_for_update())
    session.refresh(thing)
