"""The browser's side of a sign-in: the key in its cookie, and who that makes it."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast

from flask import Flask, g, request, session
from flask_login import user_logged_out
from flask_security import user_authenticated
from flask_security.utils import set_request_attr

from app.accounts.models import Person
from app.accounts.sign_ins import services
from app.accounts.sign_ins.keys import hash_key, make_key
from app.accounts.sign_ins.models import SignIn
from app.accounts.sign_ins.queries import find_sign_in
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import current_settings, keep

KEY = "sign_in"
"""Where the session cookie carries the key."""

OF_THE_BROWSER = ("_", "fs_", "tf_", "identity", "csrf_token")
"""How the names begin of what Flask and its extensions keep in a session, and clear themselves."""

FRESH_FOR = timedelta(minutes=15)
"""How long a proof of who somebody is holds for what asks for a fresh one."""

SEEN_EVERY = timedelta(minutes=1)
"""How often being there is written down at most."""

PASSWORD_CHANGED = ["change"]
"""How Flask-Security says that it signed somebody in anew because they changed their password."""

FINISHING_TIME = timedelta(hours=24)
"""How long a film that is on its way may still arrive after its sign-in ran out of time."""


@dataclass(frozen=True, slots=True)
class CurrentSignIn:
    """The sign-in behind this request; ``id`` is None in the very request that signs somebody in."""

    id: int | None
    person_id: int
    last_seen_at: datetime
    is_proven: bool
    has_opened_films: bool
    is_over: bool = False


def install(app: Flask, finishing_endpoints: Collection[str]) -> None:
    """Find people by their sign-ins, and begin and end these with what Flask-Security does.

    ``finishing_endpoints`` take a film on its way, and go on for `FINISHING_TIME` after a sign-in ran out of time.
    """
    app.login_manager.user_loader(partial(_load_person, finishing_endpoints))  # type: ignore[attr-defined]
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)


def current_sign_in() -> CurrentSignIn | None:
    """The sign-in of this browser; None when signed out."""
    return cast(CurrentSignIn | None, g.get("sign_in"))


def _load_person(finishing_endpoints: Collection[str], _user_id: str) -> Person | None:
    """Whose browser this is, by the key in its cookie. A sign-in that ended, or ran out of time, is nobody's."""
    found = find_sign_in(hash_key(session.get(KEY, "")))
    if found is None:
        return None
    settings = current_settings()
    runs_until = found.runs_until(settings.idle_limit, settings.sign_in_limit)
    extra = FINISHING_TIME if request.endpoint in finishing_endpoints else timedelta(0)
    if runs_until + extra < clock.now():
        return None
    g.sign_in = _describe(found, is_over=runs_until < clock.now())
    set_request_attr("fs_authn_via", "session")  # what Flask-Security's own loader notes
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return found.person


def note_presence() -> None:
    """Write down, at most once a minute, that somebody is there."""
    here = current_sign_in()
    if here is None or here.id is None or here.is_over:
        return
    if clock.now() - here.last_seen_at >= SEEN_EVERY:
        keep(partial(services.note_presence, SYSTEM, here.id))


def note_second_factor() -> None:
    """A second factor was shown in this request; the sign-in it is for begins in the same one."""
    g.second_factor_shown = True


def prove_sign_in() -> None:
    """A second factor or a passkey was shown in this browser just now."""
    here = current_sign_in()
    if here is None:
        return
    g.sign_in = replace(here, is_proven=True)
    if here.id is not None:
        keep(partial(services.prove_sign_in, SYSTEM, here.id))


def is_fresh() -> bool:
    """Whether the person showed who they are within `FRESH_FOR`."""
    return bool(time.time() - session.get("fs_paa", 0) < FRESH_FOR.total_seconds())


def _describe(found: SignIn, *, is_over: bool) -> CurrentSignIn:
    return CurrentSignIn(
        id=found.id,
        person_id=found.person_id,
        last_seen_at=found.last_seen_at,
        is_proven=found.is_proven,
        has_opened_films=found.films_opened_at is not None,
        is_over=is_over,
    )


def _begin(_app: Flask, user: Person, authn_via: Sequence[str] | None = None, **_: Any) -> None:
    """A new key for each sign-in, so that one known before is worth nothing after."""
    here = current_sign_in()
    goes_on = authn_via == PASSWORD_CHANGED and here is not None and here.is_proven
    _end()
    key = session[KEY] = make_key()
    g.sign_in = CurrentSignIn(
        id=None,
        person_id=user.id,
        last_seen_at=clock.now(),
        is_proven=bool(g.pop("second_factor_shown", False)) or goes_on,
        has_opened_films=False,
    )
    keep(partial(_write_begin, user.id, key, request.headers.get("User-Agent", "")))


def _write_begin(person_id: int, key: str, user_agent: str) -> None:
    here = current_sign_in()  # a factor may have been shown after the signal and before the answer
    is_proven = here is not None and here.is_proven
    services.begin_sign_in(SYSTEM, person_id, key, user_agent, is_proven=is_proven)


def _end(*_: Any, **__: Any) -> None:
    """Also forget whatever else the session held for the person: the next one at this browser may be another."""
    for name in [name for name in session if not name.startswith(OF_THE_BROWSER)]:
        del session[name]
    here = current_sign_in()
    if here is not None and here.id is not None:
        keep(partial(services.end_sign_in, SYSTEM, here.id))
    g.sign_in = None
