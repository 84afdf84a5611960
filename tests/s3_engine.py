"""OpenStack Swift with its S3 interface, as a real S3 service on loopback for the tests.

Run as a command it only installs Swift into ``.cache`` (git-ignored), once; the fixtures do the same when needed.
"""

from __future__ import annotations

import fcntl
import getpass
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.store import S3Store

from config import S3Settings

_VERSION = "2.38.0"
_CACHE = Path(__file__).parents[1] / ".cache"
_HOME = _CACHE / f"swift-{_VERSION}"
_SERVERS = ("account", "container", "object", "proxy")
_PATIENCE_SECONDS = 60

_SWIFT_CONF = """
[swift-hash]
swift_hash_path_suffix = portal
swift_hash_path_prefix = tests
[storage-policy:0]
name = one
default = yes
"""
_DEFAULTS = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
"""
_STORAGE_CONF = """
[pipeline:main]
pipeline = {server}-server
[app:{server}-server]
use = egg:swift#{server}
"""
_PROXY_CONF = """
[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_portal_tests = {secret} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
"""


def install_engine() -> Path:
    """Install Swift into its own virtual environment unless it is there; return the folder of its commands."""
    ready = _HOME / "ready"
    _CACHE.mkdir(exist_ok=True)
    with (_CACHE / "swift.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(_HOME, ignore_errors=True)
            venv.create(_HOME, with_pip=True)
            pip = [str(_HOME / "bin/python"), "-m", "pip", "install", "--quiet", "setuptools<81"]
            subprocess.run([*pip, f"swift=={_VERSION}"], check=True)
            ready.touch()
    return _HOME / "bin"


@contextmanager
def run_engine() -> Iterator[S3Settings]:
    """Start the four servers on free ports with an empty bucket; stop them and remove their bytes afterwards."""
    commands = install_engine()
    # Inside the project, because /tmp may be a file system without the extended attributes that Swift needs.
    with tempfile.TemporaryDirectory(prefix="swift-run-", dir=_CACHE) as name, ExitStack() as stack:
        folder = Path(name)
        ports = dict(zip(_SERVERS, _find_free_ports(len(_SERVERS)), strict=True))
        settings = S3Settings(
            bucket="films",
            endpoint=f"http://127.0.0.1:{ports['proxy']}",
            region="us-east-1",
            access_key_id="portal:tests",
            secret_access_key="secret-of-the-tests",
        )
        _write_settings(commands, folder, ports, settings)
        processes = {
            server: stack.enter_context(_run_server(commands, folder, server))
            for server in _SERVERS
        }
        for server, process in processes.items():
            _wait_until_listening(process, ports[server], folder / f"{server}.log")
        _create_bucket(settings)
        yield settings


def _find_free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _write_settings(
    commands: Path, folder: Path, ports: dict[str, int], settings: S3Settings
) -> None:
    (folder / "devices/disk").mkdir(parents=True)
    (folder / "swift.conf").write_text(_SWIFT_CONF)
    for server, port in ports.items():
        template = _PROXY_CONF if server == "proxy" else _STORAGE_CONF
        text = (_DEFAULTS + template).format(
            folder=folder,
            port=port,
            user=getpass.getuser(),
            server=server,
            secret=settings.secret_access_key,
        )
        (folder / f"{server}.conf").write_text(text)
        if server != "proxy":
            _build_ring(commands, folder / f"{server}.builder", port)


def _build_ring(commands: Path, builder: Path, port: int) -> None:
    for arguments in (
        ["create", "4", "1", "0"],
        ["add", f"r1z1-127.0.0.1:{port}/disk", "1"],
        ["rebalance"],
    ):
        command = [str(commands / "swift-ring-builder"), str(builder), *arguments]
        subprocess.run(command, check=True, capture_output=True)


@contextmanager
def _run_server(commands: Path, folder: Path, server: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [commands / f"swift-{server}-server", folder / f"{server}.conf"]
    with (folder / f"{server}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with closing(socket.socket()) as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{log.stem} of Swift did not start:\n{log.read_text()[-2000:]}")


def _create_bucket(settings: S3Settings) -> None:
    store = S3Store(
        settings.bucket,
        endpoint=settings.endpoint,
        region=settings.region,
        access_key_id=settings.access_key_id,
        secret_access_key=settings.secret_access_key,
        client_options={"allow_http": True},
    )
    address = obstore.sign(store, "PUT", "", timedelta(minutes=1))
    with urllib.request.urlopen(urllib.request.Request(address, method="PUT", data=b"")):
        pass


if __name__ == "__main__":
    sys.stdout.write(f"Swift {_VERSION} is installed in {install_engine().parent}\n")
