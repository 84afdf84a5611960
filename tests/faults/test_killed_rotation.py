"""``kill -9`` of a rotation before each change it makes to a file: every film opens, and the next run completes it."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from app.storage.rotation import Outcome, count_masters, rotate_keys
from tests.integration.storage.conftest import MASTER
from tests.integration.storage.keys.key_ring import (
    CHANGE,
    FORMER_TIME,
    NEW,
    NEW_TIME,
    create_with_half,
    create_without_half,
)

pytestmark = pytest.mark.faults

ROOT = Path(__file__).parents[2]
NAMES = ["films/new/review/1", "films/old/review/1", "reminders/association/data/1"]
MORE_THAN_ENOUGH = 40
MANY = 600
"""Keys that nobody rotates in the moment between a look and a kill, on however busy a machine."""

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.truncate", "os.mkdir"}
KILLING = """
import os, signal, sys
from pathlib import Path
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing, MasterKey
from app.storage.rotation import rotate_keys

root, former, new = sys.argv[1], *map(bytes.fromhex, sys.argv[2:])
ring = KeyRing(MasterKey("next", new), (MasterKey("tests", former),))

def rotate(changes):
    folder = f"{root}/{changes}"

    def count_changes(event, details):
        nonlocal changes
        is_change = event in CHANGES or (event == "open" and details[2] & os.O_WRONLY)
        if is_change and str(details[0]).startswith(folder):
            if not changes:
                os.kill(os.getpid(), signal.SIGKILL)
            changes -= 1

    sys.addaudithook(count_changes)
    list(rotate_keys(KeyStore(LocalObjects(Path(folder)), ring)))
    os._exit(0)

changes, status = 0, signal.SIGKILL
while status == signal.SIGKILL:
    child = os.fork() or rotate(changes)
    status = os.waitpid(child, 0)[1]
    changes += 1
print(changes if status == 0 else 0)
""".replace("CHANGES", repr(CHANGES))
"""One rotation of a folder of its own for each change, killed before it, until one comes to its end."""


def start_over(folder: Path) -> LocalObjects:
    objects = LocalObjects(folder)
    create_with_half(objects, NAMES[0])
    create_without_half(objects, NAMES[1])
    create_with_half(objects, NAMES[2])
    return objects


def test_whenever_a_rotation_is_killed_every_key_opens_and_the_next_run_completes_it(
    tmp_path: Path,
) -> None:
    places = [start_over(tmp_path / str(number)) for number in range(MORE_THAN_ENOUGH)]
    before = [
        [KeyStore(objects, FORMER_TIME).find_key(name) for name in NAMES] for objects in places
    ]
    masters = [MASTER.secret.hex(), NEW.secret.hex()]
    command = [sys.executable, "-c", KILLING, str(tmp_path), *masters]
    runs = int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    assert 2 * len(NAMES) + 2 < runs < MORE_THAN_ENOUGH
    for objects, keys in zip(places[:runs], before, strict=False):
        assert [KeyStore(objects, CHANGE).find_key(name) for name in NAMES] == keys
        outcomes = dict(rotate_keys(KeyStore(objects, CHANGE)))
        assert set(outcomes.values()) <= {Outcome.REWRAPPED, Outcome.CURRENT}
        assert [KeyStore(objects, NEW_TIME).find_key(name) for name in NAMES] == keys
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {""}


@pytest.mark.slow
def test_the_command_is_killed_and_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # of this process alone: it makes many keys
    former, new = secrets.token_hex(32), secrets.token_hex(32)
    ring = KeyRing.from_texts(new, [former])
    keys = KeyStore(LocalObjects(tmp_path / "film-keys"), ring)
    names = [f"films/{number}/review/1" for number in range(MANY)]
    for name in names:
        KeyStore(LocalObjects(tmp_path / "film-keys"), KeyRing(ring.former[0])).create_key(name)
    before = [keys.find_key(name) for name in names]
    first = next(iter(keys.list_records())).name
    settings = {"PORTAL_ENV": "testing", "DATA_DIR": str(tmp_path), "FLASK_APP": "wsgi"}
    environment = {**os.environ, **settings, "MASTER_KEY": new, "MASTER_KEY_FORMER": former}
    command = [sys.executable, "-m", "flask", "keys", "rotate"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as run:
        while run.poll() is None and keys.read(first).record.master_id != ring.current.id:
            time.sleep(0.01)
        run.kill()
    assert count_masters(keys)[ring.former[0].id] > 0
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    assert count_masters(keys) == {ring.current.id: len(names)}
    assert [keys.find_key(name) for name in names] == before
