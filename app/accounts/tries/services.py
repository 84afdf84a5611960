"""Counting tries, and forgetting them."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.tries.keys import Trier
from app.accounts.tries.limits import LONGEST_WINDOW
from app.accounts.tries.models import CountedTry, TryKind
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db


def count_try(actor: Actor, kind: TryKind, trier: Trier) -> None:
    """One more try of this kind; the person behind it is not known yet, so that the system counts."""
    require(actor.is_system)
    db.session.add(
        CountedTry(
            kind=kind,
            account_key=trier.account_key,
            network_key=trier.network_key,
            browser=trier.browser,
        )
    )
    db.session.flush()


def forget_tries(actor: Actor, kind: TryKind, trier: Trier) -> None:
    """Whoever got it right in the end starts anew, from where they are; guesses from elsewhere go on counting."""
    require(actor.is_system)
    db.session.execute(
        sa.delete(CountedTry).where(
            CountedTry.kind == kind,
            CountedTry.account_key == trier.account_key,
            CountedTry.network_key == trier.network_key,
            CountedTry.browser == trier.browser,
        )
    )


def sweep_tries(actor: Actor) -> None:
    """Delete what counts no more."""
    require(actor.is_system)
    db.session.execute(sa.delete(CountedTry).where(CountedTry.at < clock.now() - LONGEST_WINDOW))
