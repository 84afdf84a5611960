"""The background worker: `python -m app.worker`. Any number may run, on any number of hosts."""

from __future__ import annotations

import logging
import pkgutil
import signal
import sys
import time
from importlib import import_module

from flask import Flask

import app
from app import create_app
from app.audit.chain.sealer import Sealer
from app.core.logs import write_log
from app.core.memory import forbid_core_dumps
from app.jobs.runner import Runner
from app.retention.opening import PAUSE_S, open_portal
from app.storage.errors import StorageUnavailable
from config import SettingMissing


def load_tasks() -> None:
    """Import every `tasks.py`, so that the registry knows all work; a new one cannot be forgotten."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.endswith(".tasks"):
            import_module(module.name)


def serve(runner: Runner) -> None:
    """Work until SIGTERM or SIGINT, then stop cleanly."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: runner.stop())
    runner.run()


def wait_until_open(portal: Flask) -> None:
    """Do no work before the database was compared with what was erased; a storage that is away is asked again."""
    while True:
        try:
            with portal.app_context():
                return open_portal()
        except StorageUnavailable:
            logging.getLogger(__name__).warning("The film storage does not answer; trying again")
            time.sleep(PAUSE_S)


def main() -> None:
    """Run one worker with the settings of the environment."""
    write_log(logging.INFO)
    forbid_core_dumps()
    try:
        portal = create_app()
    except SettingMissing as error:
        sys.exit(str(error))
    load_tasks()
    sealer = Sealer(portal)
    sealer.start()
    wait_until_open(portal)
    serve(Runner(portal, threads=portal.extensions["settings"].worker_threads))
    sealer.stop()


if __name__ == "__main__":
    main()
