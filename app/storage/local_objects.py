"""Objects as files below a folder of this machine."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from app.storage.errors import StorageFull, StorageUnavailable
from app.storage.objects import Plain, StoredObject

_OUT_OF_SPACE = {errno.ENOSPC, errno.EDQUOT}
_UNFINISHED = ".part"
_SYNCS_AT_ONCE = 8
_FOLDER_TRIES = 100


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _OUT_OF_SPACE:
            raise StorageFull from error
        raise StorageUnavailable from error


class LocalObjects:
    """The ``Objects`` of one folder, as files that only the portal's own user can read.

    Plain system calls instead of obstore's local store: that one cannot bring a file to the disk before it takes
    another's place, so a power cut could leave an empty tail where a flushed one had been.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._root_length = len(f"{root}/")

    def put(self, name: str, data: Plain) -> None:
        path = self._root / name
        part = path.with_name(f"{path.name}{_UNFINISHED}")
        with _named_errors(), _own_file(part) as descriptor:
            try:
                _write_all(descriptor, data)
                _start_sync(descriptor, durable=path.exists())
                part.replace(path)
            except OSError:
                part.unlink(missing_ok=True)
                raise

    def create(self, name: str, data: Plain) -> bool:
        path = self._root / name
        with _named_errors():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                _create_file(path, data)
            except FileExistsError:
                return False
        return True

    def get(self, name: str) -> memoryview | None:
        with _named_errors():
            try:
                return memoryview(_read_file(f"{self._root}/{name}"))
            except FileNotFoundError:
                return None

    def delete(self, names: Iterable[str]) -> None:
        with _named_errors():
            for name in names:
                path = self._root / name
                path.unlink(missing_ok=True)
                self._remove_empty_parents(path)

    def delete_folder(self, folder: str) -> None:
        path = self._root / folder
        with _named_errors():
            with suppress(FileNotFoundError):
                shutil.rmtree(path)
            self._remove_empty_parents(path)

    def list_objects(self, folder: str) -> Iterator[StoredObject]:
        with _named_errors():
            for entry in _walk_files(self._root / folder):
                with suppress(FileNotFoundError):
                    stored_at = datetime.fromtimestamp(entry.stat().st_mtime, UTC)
                    yield StoredObject(entry.path[self._root_length :], stored_at)

    def settle(self, folder: str, names: Iterable[str] = ()) -> None:
        with _named_errors():
            # Together, because the file system then writes its journal once for many files.
            with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
                list(pool.map(sync_path, (self._root / name for name in names)))
            path = self._root / folder
            while path != self._root.parent:
                sync_path(path)
                path = path.parent

    def _remove_empty_parents(self, path: Path) -> None:
        for parent in path.parents:
            if parent == self._root:
                return
            try:
                parent.rmdir()
            except FileNotFoundError:
                continue
            except OSError:
                return


def _read_file(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def _create_file(path: Path, data: Plain) -> None:
    """Write the file without a name and then give it one, which fails where the name is taken."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        descriptor = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE | os.O_CLOEXEC, 0o600)
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
            os.link(f"/proc/self/fd/{descriptor}", path.name, dst_dir_fd=folder)
        finally:
            os.close(descriptor)
    finally:
        os.close(folder)


def _write_all(descriptor: int, data: Plain) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _start_sync(descriptor: int, *, durable: bool) -> None:
    if durable:
        os.fsync(descriptor)
    else:
        # Starts the writing to disk now, so that the next settle has little left to wait for.
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _own_file(path: Path) -> Iterator[int]:
    """Open the file of this name, emptied, for one writer at a time; others wait until it has been renamed."""
    descriptor = _open_file(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        while not _is_named(descriptor, path):
            os.close(descriptor)
            descriptor = _open_file(path)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_size:  # left behind by one who was killed
            os.ftruncate(descriptor, 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _is_named(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _open_file(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC
    for _ in range(_FOLDER_TRIES):
        try:
            return os.open(path, flags, 0o600)
        except FileNotFoundError:
            # Whoever removes the last of its neighbours removes the folder too, perhaps just now.
            with suppress(FileNotFoundError, FileExistsError):
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(path, flags, 0o600)


def sync_path(path: Path) -> None:
    """Bring a file or folder to the disk; one that somebody removed needs nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _walk_files(folder: Path) -> Iterator[os.DirEntry[str]]:
    folders = [str(folder)]
    while folders:
        with suppress(FileNotFoundError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif not entry.name.endswith(_UNFINISHED):
                    yield entry
