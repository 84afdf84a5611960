"""A film that is still being sent: whether it may go on is asked again and again, not only at its beginning."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass

from flask import Flask, current_app

from app.accounts.sign_ins.browser import current_sign_in
from app.allocations.queries import find_actor_again
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import current_actor, current_settings, unit_of_reading

ASKED_EVERY_S = 2.0
"""How long a film is sent at most before its rights are asked again: players are emptied within five seconds."""

Ask = Callable[[Actor], object]
"""Looks the film up anew for somebody. Raises NotFound where it is theirs no more."""


class PlayingOver(BrokenPipeError):
    """The portal hangs up on a viewer whose right to the film has ended. Servers close the connection, short of its length."""

    def __init__(self) -> None:
        super().__init__(errno.EPIPE, "The right to this film ended while it was sent.")


@dataclass(frozen=True, slots=True)
class Spectator:
    """Somebody a film is being sent to: by which sign-in, and how it is asked whether they still may. It outlives the request."""

    app: Flask
    actor: Actor
    sign_in_id: int
    ask: Ask

    def may_go_on(self) -> bool:
        """Whether a new request would be answered at this moment; no connection to the database is kept."""
        with self.app.app_context(), unit_of_reading():
            settings = current_settings()
            viewer = find_actor_again(
                self.actor, self.sign_in_id, settings.idle_limit, settings.sign_in_limit
            )
            if viewer is None:
                return False
            try:
                self.ask(viewer)
            except NotFound:
                return False
            return True


def find_spectator(ask: Ask) -> Spectator:
    """Whoever sent this request. Raises NotFound for somebody who is not signed in by a sign-in that is written down."""
    here = current_sign_in()
    if here is None or here.id is None:
        raise NotFound
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own
    return Spectator(app, current_actor(), here.id, ask)


def keep_asking(pieces: Generator[bytes], may_go_on: Callable[[], bool]) -> Generator[bytes]:
    """Hand the pieces on for as long as they may be seen. Raises PlayingOver instead of the piece that may not."""
    asked_at = time.monotonic()
    with closing(pieces):
        for piece in pieces:
            if time.monotonic() - asked_at >= ASKED_EVERY_S:
                if not may_go_on():
                    raise PlayingOver
                asked_at = time.monotonic()
            yield piece
