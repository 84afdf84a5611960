"""Beginning, proving and ending what a browser may do for somebody."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.sign_ins.keys import hash_key
from app.accounts.sign_ins.models import USER_AGENT_LIMIT, SignIn
from app.accounts.sign_ins.policies import can_change
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db


def begin_sign_in(
    actor: Actor, person_id: int, key: str, user_agent: str, *, is_proven: bool
) -> None:
    """A browser showed who it is; ``key`` is what its cookie carries from now on."""
    require(actor.is_system)
    db.session.add(
        SignIn(
            person_id=person_id,
            key_hash=hash_key(key),
            user_agent=user_agent[:USER_AGENT_LIMIT],
            is_proven=is_proven,
        )
    )


def note_presence(actor: Actor, sign_in_id: int) -> None:
    """Somebody is still there: the idle time starts anew."""
    require(can_change(actor))
    _change(actor, SignIn.id == sign_in_id, last_seen_at=clock.now())


def prove_sign_in(actor: Actor, sign_in_id: int) -> None:
    """A second factor was shown in this browser."""
    require(can_change(actor))
    _change(actor, SignIn.id == sign_in_id, is_proven=True)


def open_films(actor: Actor, sign_in_id: int) -> None:
    """The person proved themselves before the first film of a family in this browser."""
    require(can_change(actor))
    _change(actor, SignIn.id == sign_in_id, films_opened_at=clock.now())


def end_sign_in(actor: Actor, sign_in_id: int) -> None:
    """Sign this browser out, wherever it is."""
    require(can_change(actor))
    _change(actor, SignIn.id == sign_in_id, ended_at=clock.now())


def end_sign_ins(actor: Actor, person_id: int, *, but: int | None = None) -> None:
    """Sign somebody out everywhere, except in the browser whose sign-in has the id ``but``."""
    require(can_change(actor, person_id))
    ended = sa.update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if but is not None:
        ended = ended.where(SignIn.id != but)
    db.session.execute(ended.values(ended_at=clock.now()))


def sign_out_there(actor: Actor, sign_in: SignIn) -> None:
    """Sign another browser of one's own out."""
    require(can_change(actor, sign_in.person_id))
    end_sign_in(actor, sign_in.id)
    record_event(actor, "sign_in.ended", "sign_in", sign_in.uuid, about=sign_in.person_id)


def sign_out_elsewhere(actor: Actor, here: int | None) -> None:
    """Sign oneself out in every browser but the one whose sign-in has the id ``here``."""
    require(can_change(actor))
    end_sign_ins(actor, actor.person_id, but=here)
    record_event(actor, "sign_in.ended_elsewhere")


def _change(actor: Actor, which: sa.ColumnElement[bool], **values: object) -> None:
    """Change running sign-ins that are the actor's own; the system may change anybody's."""
    change = sa.update(SignIn).where(which, SignIn.ended_at.is_(None))
    if not actor.is_system:
        change = change.where(SignIn.person_id == actor.person_id)
    db.session.execute(change.values(**values))
