"""Tries, counted."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts.tries.keys import Trier
from app.accounts.tries.limits import Limit, Scope, list_limits
from app.accounts.tries.models import CountedTry, TryKind
from app.core import clock
from app.extensions import db


def find_wait(kind: TryKind, trier: Trier) -> timedelta | None:
    """How long this trier must wait before the next try of this kind; None when they need not."""
    now = clock.now()
    limits = list_limits(kind, is_known=trier.browser is not None)
    ends = [end for limit in limits if (end := _find_end(kind, trier, limit, now)) is not None]
    return max(ends) - now if ends else None


def _find_end(kind: TryKind, trier: Trier, limit: Limit, now: datetime) -> datetime | None:
    """When a limit that is reached lets go: when the first of as many tries as it allows leaves its window."""
    latest = (
        sa.select(CountedTry.at)
        .where(CountedTry.kind == kind, CountedTry.at > now - limit.within)
        .where(*_counted_together(trier, limit.scope))
        .order_by(CountedTry.at.desc())
        .limit(limit.tries)
        .subquery()
    )
    counted = sa.select(sa.func.count(), sa.func.min(latest.c.at)).select_from(latest)
    number, first = db.session.execute(counted).one()
    return first + limit.within if number == limit.tries else None


def _counted_together(trier: Trier, scope: Scope) -> tuple[sa.ColumnElement[bool], ...]:
    account = CountedTry.account_key == trier.account_key
    network = CountedTry.network_key == trier.network_key
    unknown = CountedTry.browser.is_(None)
    return {
        Scope.BROWSER: (account, CountedTry.browser == trier.browser),
        Scope.PAIR: (account, network, unknown),
        Scope.ACCOUNT: (account, unknown),
        Scope.NETWORK: (network, unknown),
    }[scope]
