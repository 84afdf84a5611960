"""What the operator types, and reads, when keys are counted, wrapped anew, backed up and put back."""

from __future__ import annotations

import fcntl
import re
import secrets
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from click.testing import Result

from app import create_app
from app.core import clock
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing, MasterKey
from config import Settings

FORMER, CURRENT = secrets.token_hex(32), secrets.token_hex(32)


class Operator:
    """Somebody at the command line of an installation, whose settings can change between two commands."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.settings = {"PORTAL_ENV": "testing", "DATA_DIR": str(data_dir), "MASTER_KEY": FORMER}

    @property
    def keys(self) -> KeyStore:
        ring = KeyRing.from_texts(CURRENT, [FORMER])
        if self.settings["MASTER_KEY"] == FORMER:
            ring = KeyRing.from_texts(FORMER, [])
        return KeyStore(LocalObjects(self.data_dir / "film-keys"), ring)

    def change_master_key(self) -> None:
        self.settings |= {"MASTER_KEY": CURRENT, "MASTER_KEY_FORMER": FORMER}

    def type(self, *words: str) -> Result:
        app = create_app(Settings.from_environment(self.settings))
        return app.test_cli_runner().invoke(args=["keys", *words])


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "data")


@pytest.fixture
def films(operator: Operator) -> list[str]:
    names = [f"films/{uuid4()}/review/1" for _ in range(3)]
    for name in names:
        operator.keys.create_key(name)
    return names


def test_the_master_key_is_changed_step_by_step(operator: Operator, films: list[str]) -> None:
    former, current = (MasterKey.from_text(text).id for text in (FORMER, CURRENT))
    assert f"Master key {former} (MASTER_KEY): 3 keys" in operator.type("list").output
    operator.change_master_key()
    operator.keys.create_key(f"films/{uuid4()}/review/1")
    operator.keys.destroy_key(films[0])
    listed = operator.type("list").output
    assert f"Master key {current} (MASTER_KEY): 1 keys" in listed
    assert f"Master key {former} (MASTER_KEY_FORMER): 2 keys" in listed
    rotated = operator.type("rotate")
    assert rotated.exit_code == 0
    assert rotated.output.splitlines()[:4] == [
        "2 wrapped anew",
        "1 already under the current master key",
        "1 destroyed, left alone",
        "0 could not be opened",
    ]
    assert "MASTER_KEY_FORMER may leave the settings" in rotated.output
    del operator.settings["MASTER_KEY_FORMER"]
    assert operator.type("rotate").output.startswith("0 wrapped anew\n3 already")


def test_a_key_that_needs_another_master_key_is_named(operator: Operator, films: list[str]) -> None:
    operator.settings["MASTER_KEY"] = CURRENT
    result = operator.type("rotate")
    assert result.exit_code == 1
    assert all(f"{film}: could not be opened" in result.output for film in films)
    assert "(unknown to the settings): 3 keys" in result.output
    assert "Keep MASTER_KEY_FORMER" in result.output


def test_two_runs_do_not_work_on_the_keys_at_once(operator: Operator, films: list[str]) -> None:
    assert operator.type("rotate").exit_code == 0
    with (operator.data_dir / "locks" / "keys").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = operator.type("rotate")
        assert (result.exit_code, "Another run" in result.output) == (1, True)
    assert operator.type("rotate").exit_code == 0


def test_keys_are_backed_up_and_put_back(
    operator: Operator, films: list[str], tmp_path: Path
) -> None:
    made = operator.type("back-up", str(tmp_path))
    [path] = tmp_path.glob("film-keys-*.backup")
    assert f"Wrote 3 keys to {path}." in made.output
    LocalObjects(operator.data_dir / "film-keys").delete_folder("films")
    operator.keys.destroy_key(films[0])
    erased = films[1].split("/")[1]
    LocalObjects(operator.data_dir / "sealed").put(f"deletions/{erased}", b"when and why")
    restored = operator.type("restore", str(path))
    assert restored.exit_code == 0
    assert "1 put back\n0 in place already\n2 destroyed or erased since" in restored.output
    found = [operator.keys.find_key(film) is not None for film in films]
    assert found == [False, False, True]


def test_old_backups_are_refused_and_removed(
    operator: Operator, films: list[str], tmp_path: Path
) -> None:
    operator.type("back-up", str(tmp_path))
    [path] = tmp_path.glob("film-keys-*.backup")
    with time_machine.travel(clock.now() + timedelta(days=31)):
        refused = operator.type("restore", str(path))
        made = operator.type("back-up", str(tmp_path))
    assert refused.exit_code == 1
    assert "older than 30 days" in refused.output
    assert f"Removed {path}" in made.output
    assert [young != path for young in tmp_path.glob("film-keys-*.backup")] == [True]


@pytest.mark.parametrize("command", [["list"], ["rotate"], ["back-up", "."], ["back-up", "/proc"]])
def test_a_place_that_does_not_answer_is_told_in_words(
    operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    operator.data_dir.mkdir()
    if "/proc" not in command:
        (operator.data_dir / "film-keys").write_text("no folder")
    result = operator.type(*command)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output


def test_nothing_that_is_printed_opens_anything(
    operator: Operator, films: list[str], tmp_path: Path
) -> None:
    operator.change_master_key()
    commands = [["list"], ["rotate"], ["back-up", str(tmp_path)]]
    printed = "".join(operator.type(*words).output for words in commands)
    keys = [operator.keys.find_key(film) for film in films]
    assert not any(text in printed for text in (FORMER, CURRENT))
    assert not any(key is None or key.hex() in printed for key in keys)
    assert re.findall("[0-9a-f]{33,}", printed) == []
