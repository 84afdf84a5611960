"""A broken database constraint becomes the domain error that its rule is named after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.base import Base
from app.core.errors import DomainError


@contextmanager
def refusing(session: Session, rules: Mapping[str, type[DomainError]]) -> Iterator[None]:
    """Flush what the block adds inside a savepoint; a constraint named in ``rules`` raises its domain error.

    The keys are names of unique constraints, unique indexes or checks. Whatever else was broken stays an
    IntegrityError. After a refusal the transaction goes on as if the block had not run.
    """
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as error:
        rule = rules.get(name_constraint(error) or "")
        if rule is None:
            raise
        raise rule from error


def name_constraint(error: IntegrityError) -> str | None:
    """The name of the broken constraint: PostgreSQL tells it, SQLite tells the columns of a unique one."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        name = diagnosis.constraint_name
        return str(name) if name else None
    words = str(error.orig)
    if check := re.fullmatch(r"CHECK constraint failed: (\w+)", words):
        return check[1]
    if unique := re.fullmatch(r"UNIQUE constraint failed: (.+)", words):
        table, _, _ = unique[1].partition(".")
        return _find_unique(table, {part.split(".")[1] for part in unique[1].split(", ")})
    return None


def _find_unique(table_name: str, columns: set[str]) -> str | None:
    table = Base.metadata.tables[table_name]
    constraints = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    indexes = [index for index in table.indexes if index.unique]
    rules: list[sa.UniqueConstraint | sa.Index] = [*constraints, *indexes]
    for unique in rules:
        if {column.name for column in unique.columns} == columns:
            return None if unique.name is None else str(unique.name)
    return None
