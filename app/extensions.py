"""The extensions, unbound, and what every layer asks of the request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app, g, request
from flask_bootstrap import Bootstrap5
from flask_mailman import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app.core.actor import NOBODY, Actor
from app.core.base import Base
from app.core.database import reading, writing
from config import Settings

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
csrf = CSRFProtect()
bootstrap = Bootstrap5()
mail = Mail()


def current_actor() -> Actor:
    """The person behind this request, as `request_hooks` found them; NOBODY when signed out."""
    return cast(Actor, g.get("actor", NOBODY))


def current_settings() -> Settings:
    """The settings of this installation."""
    return cast(Settings, current_app.extensions["settings"])


def accepts_page() -> bool:
    """Whether the answer should be a page: a browser navigates, while scripts ask for text/plain."""
    return not request.accept_mimetypes or request.accept_mimetypes.accept_html


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One transaction outside a request: committed at the end, rolled back on any error, connection returned.

    The worker and the command line use it; requests are committed by `request_hooks` alone.
    """
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.remove()


@contextmanager
def unit_of_reading() -> Iterator[None]:
    """Look outside a request, taking no lock of a writer; the connection is returned at the end."""
    db.session.remove()
    try:
        with reading():
            yield
    finally:
        db.session.remove()


@contextmanager
def write_apart() -> Iterator[None]:
    """One short writing transaction inside a request that only reads, apart from what it had read so far."""
    release_connection()
    with writing(), unit_of_work():
        yield


def release_connection() -> None:
    """Commit what stands and give the connection back, before a long body is read or a file is written."""
    db.session.commit()
    db.session.remove()


def keep(write: Callable[[], None]) -> None:
    """Write this after the request's own transaction, in one of its own, whatever became of the request.

    For what must survive a refusal: a failed try, an event about it, that somebody was there.
    """
    g.setdefault("kept_writes", []).append(write)


def write_kept() -> None:
    """Do what the request wanted kept; `request_hooks` calls it once, at the end."""
    if writes := g.pop("kept_writes", None):
        with writing(), unit_of_work():
            for write in writes:
                write()
