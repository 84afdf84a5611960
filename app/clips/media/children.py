"""Child processes that read strangers' bytes: bounded in time, memory and output, and never left behind."""

from __future__ import annotations

import errno
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.clips.media.errors import ProcessingTimedOut, ProcessingTooBig

MIB = 1024 * 1024
ERROR_TAIL_BYTES = 16 * 1024
LONGEST_LINE_BYTES = 32 * MIB
INTERRUPTED_EXIT = 255  # ffmpeg's answer to SIGXCPU, SIGTERM and SIGINT alike
GUARDS = ("setpriv:", "prlimit:", "nice:")
MOST_OPEN_FILES = 64  # a film, a target, the pipes, and what the libraries keep open
MOSTLY_SPENT = 0.5  # the kernel's two counts of computing time differ by some ticks
OUT_OF_MEMORY = ("Cannot allocate memory", "MemoryError", "bad_alloc")


@dataclass(frozen=True)
class Limits:
    """What one child may use. ``memory_bytes`` bounds private writable memory, ``output_bytes`` any one file, ``open_files`` how many
    descriptors it has at once."""

    cpu_seconds: int
    wall_seconds: float
    output_bytes: int
    memory_bytes: int = 3072 * MIB
    open_files: int = MOST_OPEN_FILES


class ChildFailed(Exception):
    """The child ended with an error of its own; ``words`` is the end of what it wrote to stderr."""

    def __init__(self, code: int, words: str) -> None:
        self.code = code
        self.words = words
        super().__init__(f"child ended with {code}: {words[-2000:]}")


class ChildKilled(Exception):
    """Something outside stopped the child (a shutdown, a machine out of memory): worth another try."""


def run_limited(
    argv: Sequence[str],
    *,
    fds: Sequence[int],
    limits: Limits,
    on_line: Callable[[str], None] | None = None,
) -> None:
    """Run a program to its end; each line it prints is handed to ``on_line`` as it comes.

    The child sees only ``fds`` and an empty environment (no keys), starts a group of its own and dies with the
    *thread* that called this, so ``kill -9`` of a worker leaves none behind. An error raised by ``on_line`` stops it.
    Raises ProcessingTimedOut or ProcessingTooBig at a limit, OSError on a full disk (ENOSPC) or where the machine
    forbids the limits (EPERM), else ChildFailed or ChildKilled.
    """
    process = subprocess.Popen(
        [*_guards(limits), *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=fds,
        start_new_session=True,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        cwd="/",
    )
    with process:
        try:
            words = _follow(process, time.monotonic() + limits.wall_seconds, on_line)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    _judge(process.returncode, usage.ru_utime + usage.ru_stime, words, limits)


def _guards(limits: Limits) -> list[str]:
    """Programs that each set a limit and then become the next; no ``preexec_fn``, which threads forbid."""
    cpu = limits.cpu_seconds
    return [
        *("setpriv", "--pdeathsig", "KILL", "--no-new-privs"),
        *("prlimit", f"--cpu={cpu}:{cpu + 5}", f"--data={limits.memory_bytes}"),
        *(f"--fsize={limits.output_bytes}", "--core=0", f"--nofile={limits.open_files}"),
        *("nice", "-n", "10"),
    ]


def _follow(
    process: subprocess.Popen[bytes], deadline: float, on_line: Callable[[str], None] | None
) -> str:
    """Read until the child has ended and both pipes are drained; answers the end of its stderr."""
    assert process.stdout is not None  # noqa: S101 (both are pipes, for the type checker)
    assert process.stderr is not None  # noqa: S101
    lines = _Lines(on_line)
    tail = bytearray()
    ended = os.pidfd_open(process.pid)
    try:
        with selectors.DefaultSelector() as selector:
            for source in (process.stdout.fileno(), process.stderr.fileno(), ended):
                selector.register(source, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if time.monotonic() >= deadline:
                    raise ProcessingTimedOut
                for key, _ in ready:
                    block = b"" if key.fd == ended else os.read(key.fd, 64 * 1024)
                    if not block:
                        selector.unregister(key.fd)
                    elif key.fd == process.stdout.fileno():
                        lines.feed(block)
                    else:
                        tail[:] = (tail + block)[-ERROR_TAIL_BYTES:]
    finally:
        os.close(ended)
    return tail.decode("utf-8", "replace")


class _Lines:
    """Cuts a stream of blocks into lines; one that never ends is an error, not a full memory."""

    def __init__(self, on_line: Callable[[str], None] | None) -> None:
        self._on_line = on_line
        self._rest = bytearray()

    def feed(self, block: bytes) -> None:
        if self._on_line is None:
            return
        self._rest += block
        if len(self._rest) > LONGEST_LINE_BYTES:
            raise ProcessingTooBig
        if b"\n" not in block:
            return
        *whole, self._rest = self._rest.split(b"\n")
        for line in whole:
            self._on_line(line.decode("utf-8", "replace"))


def _judge(code: int, cpu_seconds: float, words: str, limits: Limits) -> None:
    """Turn the way a child ended into the error that is true of it."""
    if code == 0:
        return
    spent = cpu_seconds >= MOSTLY_SPENT * limits.cpu_seconds
    if code == -signal.SIGXCPU or (spent and code in (INTERRUPTED_EXIT, -signal.SIGKILL)):
        raise ProcessingTimedOut
    if code == -signal.SIGXFSZ or "File too large" in words:
        raise ProcessingTooBig
    if any(sign in words for sign in OUT_OF_MEMORY):
        raise ProcessingTooBig
    if "No space left on device" in words:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if words.startswith(GUARDS):
        raise OSError(errno.EPERM, words.strip())
    if code in (INTERRUPTED_EXIT, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT):
        raise ChildKilled(f"child was stopped from outside ({code})")
    raise ChildFailed(code, words)
