"""Where an installation keeps what it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import create_app
from config import Settings


@pytest.mark.parametrize("was_there", [True, False])
def test_the_data_folder_is_closed_to_other_users(tmp_path: Path, was_there: bool) -> None:
    folder = tmp_path / "data"
    if was_there:
        folder.mkdir(mode=0o755)
    create_app(Settings.from_environment({"PORTAL_ENV": "testing", "DATA_DIR": str(folder)}))
    assert folder.stat().st_mode & 0o077 == 0
