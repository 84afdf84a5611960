"""The door stays shut until the database has been compared with what was erased."""

from __future__ import annotations

import threading
import time

from flask import Flask, current_app, request

from app.core.actor import SYSTEM
from app.retention.replay import replay_deletions
from app.storage.errors import StorageUnavailable

OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static", "home.show_health"})
"""What tells nothing about any film."""

PAUSE_S = 5.0
"""How long a storage that did not answer is left alone."""

_EXTENSION = "opening"


class Opening:
    """Whether this process may serve. The first request does the comparison, the others wait for it."""

    def __init__(self) -> None:
        self._is_open = threading.Event()
        self._turn = threading.Lock()
        self._failed_at = float("-inf")

    def pass_through(self) -> None:
        """Go on where the comparison was made. Raises StorageUnavailable where it could not be made yet."""
        if self._is_open.is_set():
            return
        with self._turn:
            if not self._is_open.is_set():
                self._compare()
                self._is_open.set()

    def _compare(self) -> None:
        if time.monotonic() - self._failed_at < PAUSE_S:
            raise StorageUnavailable
        try:
            replay_deletions(SYSTEM)
        except StorageUnavailable:
            self._failed_at = time.monotonic()
            raise


def install(app: Flask) -> None:
    """Let nothing that could show a film come before the comparison."""
    app.extensions[_EXTENSION] = Opening()
    app.before_request(check_opening)


def check_opening() -> None:
    """Hold a request back until the portal may serve."""
    if request.endpoint not in OPEN_ENDPOINTS:
        open_portal()


def open_portal() -> None:
    """Make the comparison unless this process has; the worker does so before its first job. Raises StorageUnavailable."""
    opening: Opening = current_app.extensions[_EXTENSION]
    opening.pass_through()
