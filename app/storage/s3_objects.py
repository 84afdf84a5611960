"""Objects in a bucket that speaks S3."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from app.storage.errors import StorageFull, StorageUnavailable
from app.storage.objects import Plain, StoredObject
from config import S3Settings

_PATIENCE = timedelta(seconds=20)
_SAME_MOMENT_S = 1.0


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        if "507 Insufficient Storage" in str(error):
            raise StorageFull from error
        raise StorageUnavailable from error


class S3Objects:
    """The ``Objects`` below one prefix of a bucket.

    Plain ``http`` to the endpoint is allowed because every byte that leaves is sealed. The connection is made at
    first use: obstore hangs in a process forked after it was used.
    """

    def __init__(self, settings: S3Settings, prefix: str) -> None:
        self._settings = settings
        self._prefix = prefix

    @cached_property
    def _store(self) -> S3Store:
        return S3Store(
            self._settings.bucket,
            prefix=self._prefix,
            endpoint=self._settings.endpoint or None,
            region=self._settings.region,
            access_key_id=self._settings.access_key_id,
            secret_access_key=self._settings.secret_access_key,
            client_options={"allow_http": True, "timeout": _PATIENCE},
            retry_config={"max_retries": 3, "retry_timeout": _PATIENCE},
        )

    def put(self, name: str, data: Plain) -> None:
        with _named_errors():
            obstore.put(self._store, name, data, use_multipart=False)

    def create(self, name: str, data: Plain) -> bool:
        with _named_errors():
            try:
                obstore.put(self._store, name, data, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
        # Some engines let several through that arrive at the same moment; the last of them stays.
        time.sleep(_SAME_MOMENT_S)
        return self.get(name) == data

    def get(self, name: str) -> memoryview | None:
        with _named_errors():
            try:
                return memoryview(obstore.get(self._store, name).bytes())
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None

    def delete(self, names: Iterable[str]) -> None:
        paths = list(names)
        if paths:
            with _named_errors():
                obstore.delete(self._store, paths)

    def delete_folder(self, folder: str) -> None:
        with _named_errors():
            for page in obstore.list(self._store, folder, chunk_size=1000):
                obstore.delete(self._store, [entry["path"] for entry in page])

    def list_objects(self, folder: str) -> Iterator[StoredObject]:
        with _named_errors():
            for page in obstore.list(self._store, folder, chunk_size=1000):
                for entry in page:
                    yield StoredObject(entry["path"], entry["last_modified"])

    def settle(self, folder: str, names: Iterable[str] = ()) -> None:
        """S3 answers a put or a removal only once it is durable: there is nothing left to do."""
