"""Backups of the wrapped keys: files of their own that hold no plain key and are not used after 30 days."""

from __future__ import annotations

import hashlib
import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.storage.errors import KeyBackupDamaged, KeyBackupTooOld
from app.storage.key_records import StoredKey
from app.storage.keys import KeyStore
from app.storage.local_objects import sync_path

KEPT_FOR = timedelta(days=30)
"""A film is erased by destroying its key, and a backup still has it: a month later no copy is left anywhere."""

_FORM = "film keys, first form"
_FILE_TIME = "%Y%m%dT%H%M%SZ"
_FILE_NAME = re.compile(r"film-keys-(\d{8}T\d{6}Z)\.backup(\.part)?")
_UNFINISHED = ".part"
_LONGEST_LINE = 4096


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was written by ``write_backup`` and is whole."""

    path: Path
    made_at: datetime

    def read_keys(self) -> Iterator[tuple[str, StoredKey]]:
        """Yield the name and the wrapped key of each record, one at a time."""
        with self.path.open("rb") as file:
            file.readline(_LONGEST_LINE)
            while not (line := json.loads(file.readline(_LONGEST_LINE))).get("sha256"):
                half = b64decode(line["half"]) if line["half"] else None
                yield line["name"], StoredKey(b64decode(line["record"]), half)


def write_backup(keys: KeyStore, folder: Path, at: datetime) -> tuple[Path, int]:
    """Write all wrapped keys that are not destroyed into a new file of the folder; return it and how many they are.

    The file is on the disk and only its owner's to read when this returns. Raises ``OSError``.
    """
    path = folder / f"film-keys-{at.astimezone(UTC):{_FILE_TIME}}.backup"
    part = path.with_name(f"{path.name}{_UNFINISHED}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    digest, count = hashlib.sha256(), 0
    with os.fdopen(descriptor, "wb") as file:
        for line in _make_lines(keys, at):
            count += 1
            digest.update(line)
            file.write(line)
        file.write(_make_line(sha256=digest.hexdigest()))
        file.flush()
        os.fsync(descriptor)
    part.replace(path)
    sync_path(folder)
    return path, count - 1


def remove_expired(folder: Path, at: datetime) -> list[Path]:
    """Remove the folder's own backups that are too old to be used, unfinished ones too; return which."""
    expired = []
    for path in sorted(folder.iterdir()):
        name = _FILE_NAME.fullmatch(path.name)
        if name and at - _read_time(name[1]) > KEPT_FOR:
            path.unlink(missing_ok=True)
            expired.append(path)
    sync_path(folder)
    return expired


def open_backup(path: Path, at: datetime) -> Backup:
    """Check a file from end to end; raise ``KeyBackupDamaged``, or ``KeyBackupTooOld`` after 30 days."""
    digest, last, first = hashlib.sha256(), b"", b""
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            digest.update(last)
            first, last = first or line, line
    if last != _make_line(sha256=digest.hexdigest()):
        raise KeyBackupDamaged
    header = json.loads(first)
    if header.get("form") != _FORM:
        raise KeyBackupDamaged
    made_at = datetime.fromisoformat(header["made_at"])
    if at - made_at > KEPT_FOR:
        raise KeyBackupTooOld
    return Backup(path, made_at)


def _make_lines(keys: KeyStore, at: datetime) -> Iterator[bytes]:
    yield _make_line(form=_FORM, made_at=at.isoformat())
    for record in keys.list_records():
        stored = keys.read(record.name)
        if stored.data and not stored.is_destroyed:
            half = b64encode(stored.half).decode() if stored.half else None
            yield _make_line(name=record.name, record=b64encode(stored.data).decode(), half=half)


def _make_line(**values: str | None) -> bytes:
    return json.dumps(values).encode() + b"\n"


def _read_time(text: str) -> datetime:
    return datetime.strptime(text, _FILE_TIME).replace(tzinfo=UTC)
