"""What an operator reads who starts the portal without what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.secrets import SECRET_NAMES

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["flask", "--app", "wsgi", "routes"], ["app.worker"], ["gunicorn", "--check-config", "wsgi:app"]],
    ids=["a command", "the worker", "the server"],
)  # fmt: skip
def test_whoever_starts_the_portal_reads_what_is_missing_and_nothing_else(
    tmp_path: Path, command: list[str]
) -> None:
    environment = {"PATH": os.defpath, "DATA_DIR": str(tmp_path)}
    started = [sys.executable, "-m", *command]
    done = subprocess.run(
        started, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert all(name in done.stderr for name in SECRET_NAMES)
    assert "Traceback" not in done.stderr
