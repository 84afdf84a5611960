"""The sealer: a thread of the worker that looks for committed events and seals them. Any number may run; one seals."""

from __future__ import annotations

import logging
import threading
import time
from uuid import uuid4

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.audit.chain.heads import HeadsDamaged
from app.audit.chain.queries import find_highest_sealed
from app.audit.chain.services import ChainCut, Desk, seal_events
from app.core.actor import SYSTEM
from app.extensions import unit_of_reading

logger = logging.getLogger(__name__)

POLL_S = 1.0
BATCH = 1000
WINDOW = 1000
"""How far below the highest sealed id each look reaches: transactions end in another order than they draw ids."""
THOROUGH_S = 300.0
"""How often a look reaches down to the first event, so that none is passed over for ever."""
PAUSE_S = 60.0
"""How long the sealer waits before it says again that the chain is cut."""
FIRST_LOOK = "Looked for events to seal, and will go on looking"
"""What the log says once: from here on every event is sealed within seconds."""


class Sealer:
    """Seals until `stop`."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopping = threading.Event()
        self._looked_through_at = float("-inf")
        with app.app_context():
            self._desk = Desk.open(str(uuid4()))

    def start(self) -> None:
        """Seal beside everything else this process does."""
        threading.Thread(target=self.run, name="sealer", daemon=True).start()

    def stop(self) -> None:
        """Ask the loop to end after the batch it is at."""
        self._stopping.set()

    def run(self) -> None:
        """Look once a second; what cannot be done now is tried again. The log says when the first look is over."""
        pause = self._take_turn()
        logger.info(FIRST_LOOK)
        while not self._stopping.wait(pause):
            pause = self._take_turn()

    def seal_all(self) -> int:
        """Seal everything that is committed now; how many events that were. Raises ChainCut and HeadsDamaged."""
        sealed = 0
        while not self._stopping.is_set() and (batch := self._seal_batch()):
            sealed += batch
        return sealed

    def _take_turn(self) -> float:
        try:
            with self._app.app_context():
                self.seal_all()
        except (DBAPIError, OSError):
            logger.exception("Events could not be sealed; trying again")
        except (ChainCut, HeadsDamaged) as reason:
            logger.critical("Nothing is sealed: %s. Run `flask audit verify`.", reason)
            return PAUSE_S
        return POLL_S

    def _seal_batch(self) -> int:
        is_thorough = time.monotonic() - self._looked_through_at >= THOROUGH_S
        with unit_of_reading():
            above = 0 if is_thorough else max(0, find_highest_sealed(SYSTEM) - WINDOW)
        sealed = seal_events(SYSTEM, self._desk, above=above, limit=BATCH)
        if is_thorough and sealed < BATCH:
            self._looked_through_at = time.monotonic()
        return sealed
