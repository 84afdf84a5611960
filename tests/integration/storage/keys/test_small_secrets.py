"""Short texts under a data key that is made at first use, on both engines."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Barrier

import pytest

from app.storage.errors import FilmMissing, SecretDamaged
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from app.storage.small_secrets import SmallSecrets
from tests.integration.storage.conftest import MASTER, Place

NAME = "reminders/association/data/1"
ROOT = Path(__file__).parents[4]
TEXT = "the blue folder, third drawer – “Möwe”"
CREATING_CHILD = """
import sys
from pathlib import Path
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing, MasterKey

keys = KeyStore(LocalObjects(Path(sys.argv[1])), KeyRing(MasterKey("tests", bytes.fromhex(sys.argv[2]))))
sys.stdin.readline()
print(keys.find_or_create_key(sys.argv[3]).hex())
"""


def open_keys(place: Place) -> KeyStore:
    return KeyStore(place.key_objects, KeyRing(MASTER))


def test_a_text_comes_back_for_its_row_from_another_process(place: Place) -> None:
    sealed = SmallSecrets(open_keys(place), NAME).seal("client/7", TEXT)
    assert TEXT.encode() not in sealed
    assert SmallSecrets(open_keys(place), NAME).open("client/7", sealed) == TEXT


@pytest.mark.parametrize("row", ["client/8", "client/70", ""])
def test_a_text_opens_for_no_other_row(local_place: Place, row: str) -> None:
    secrets = SmallSecrets(open_keys(local_place), NAME)
    with pytest.raises(SecretDamaged):
        secrets.open(row, secrets.seal("client/7", TEXT))


def test_a_changed_text_and_one_of_another_key_are_refused(local_place: Place) -> None:
    secrets = SmallSecrets(open_keys(local_place), NAME)
    sealed = secrets.seal("client/7", TEXT)
    with pytest.raises(SecretDamaged):
        secrets.open("client/7", sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(SecretDamaged):
        SmallSecrets(open_keys(local_place), NAME.replace("1", "2")).open("client/7", sealed)


def test_the_same_text_is_sealed_differently_each_time(local_place: Place) -> None:
    secrets = SmallSecrets(open_keys(local_place), NAME)
    assert secrets.seal("client/7", TEXT) != secrets.seal("client/7", TEXT)


def test_eight_at_once_end_up_with_one_key(place: Place) -> None:
    start = Barrier(8)

    def find_or_create(keys: KeyStore) -> bytes:
        start.wait()
        return keys.find_or_create_key(NAME)

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(find_or_create, [open_keys(place) for _ in range(8)]))
    assert found == {open_keys(place).find_key(NAME)}


def test_four_processes_at_once_end_up_with_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CREATING_CHILD, str(tmp_path), MASTER.secret.hex(), NAME]
    children = [Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) for _ in range(4)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    keys = {child.communicate(timeout=120)[0].strip() for child in children}
    found = KeyStore(LocalObjects(tmp_path), KeyRing(MASTER)).find_key(NAME)
    assert found is not None
    assert keys == {found.hex()}


def test_whoever_died_between_half_and_record_left_no_obstacle(local_place: Place) -> None:
    local_place.key_objects.put(f"halves/{NAME}", bytes(range(32)))
    key = open_keys(local_place).find_or_create_key(NAME)
    assert open_keys(local_place).find_key(NAME) == key


def test_a_destroyed_key_is_not_made_anew(place: Place) -> None:
    keys = open_keys(place)
    keys.find_or_create_key(NAME)
    keys.destroy_key(NAME)
    with pytest.raises(FilmMissing):
        keys.find_or_create_key(NAME)
