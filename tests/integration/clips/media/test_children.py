"""Limits are kept by the kernel, and each end of a child is named truly."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg
import pytest

from app.clips.media.children import MIB, ChildFailed, ChildKilled, Limits, run_limited
from app.clips.media.errors import ProcessingTimedOut, ProcessingTooBig
from app.clips.media.temporary_films import temporary_film

LIMITS = Limits(cpu_seconds=10, wall_seconds=120.0, output_bytes=MIB, memory_bytes=256 * MIB)


def run_python(
    program: str,
    *fds: int,
    limits: Limits = LIMITS,
    on_line: Callable[[str], None] | None = None,
) -> None:
    run_limited([sys.executable, "-I", "-c", program], fds=fds, limits=limits, on_line=on_line)


def test_lines_arrive_whole_and_in_order() -> None:
    lines: list[str] = []
    run_python("for n in range(5000): print('line', n)", on_line=lines.append)
    assert lines == [f"line {n}" for n in range(5000)]


def test_a_child_sees_no_secret_and_no_other_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MASTER_KEY", "secret")
    lines: list[str] = []
    with temporary_film(tmp_path) as given, temporary_film(tmp_path) as kept:
        os.set_inheritable(kept, True)
        program = "import os; print(sorted(os.environ), sorted(os.listdir('/proc/self/fd')))"
        run_python(program, given, on_line=lines.append)
    assert "MASTER_KEY" not in lines[0]
    assert f"'{given}'" in lines[0]
    assert f"'{kept}'" not in lines[0]


def test_a_crash_would_write_no_picture_of_the_memory() -> None:
    lines: list[str] = []
    run_python(
        "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))", on_line=lines.append
    )
    assert lines == ["(0, 0)"]


def test_too_much_computing_is_stopped() -> None:
    with pytest.raises(ProcessingTimedOut):
        run_python("while True: pass", limits=replace(LIMITS, cpu_seconds=1))


def test_ffmpeg_at_its_limit_of_computing_is_named_so() -> None:
    endless = ("-f", "lavfi", "-i", "testsrc2=size=1280x720", "-f", "null", "-")
    with pytest.raises(ProcessingTimedOut):
        run_limited(
            [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *endless],
            fds=[],
            limits=replace(LIMITS, cpu_seconds=1, memory_bytes=1024 * MIB),
        )


def test_waiting_too_long_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(ProcessingTimedOut):
        run_python("import time; time.sleep(60)", limits=replace(LIMITS, wall_seconds=0.3))
    assert time.monotonic() - began < 5


def test_a_child_that_never_falls_silent_is_stopped_in_time() -> None:
    with pytest.raises(ProcessingTimedOut):
        run_python("while True: print('x')", limits=replace(LIMITS, wall_seconds=0.5))


def test_a_child_that_closes_its_pipes_is_still_stopped_in_time() -> None:
    program = "import os, time; os.close(1); os.close(2); time.sleep(60)"
    with pytest.raises(ProcessingTimedOut):
        run_python(program, limits=replace(LIMITS, wall_seconds=0.5))


def test_too_much_memory_is_refused_by_the_kernel() -> None:
    run_python("bytearray(100 << 20)")
    with pytest.raises(ProcessingTooBig):
        run_python("bytearray(400 << 20)")


def test_too_much_output_is_refused_by_the_kernel(tmp_path: Path) -> None:
    with temporary_film(tmp_path) as film:
        with pytest.raises(ProcessingTooBig):
            run_python(f"import os; [os.write({film}, bytes(65536)) for _ in range(99)]", film)
        assert os.fstat(film).st_size <= MIB


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    with pytest.raises(ProcessingTooBig):
        run_python("while True: print('x' * 65536, end='')", on_line=print)


def test_a_full_disk_is_named_as_such() -> None:
    with pytest.raises(OSError, match="No space left") as fault:
        run_python("import os; os.write(os.open('/dev/full', os.O_WRONLY), b'film')")
    assert fault.value.errno == errno.ENOSPC


def test_a_program_that_cannot_start_is_no_fault_of_the_film() -> None:
    with pytest.raises(OSError, match="nice:"):
        run_limited(["/no/such/program"], fds=[], limits=LIMITS)


def test_only_the_end_of_a_long_complaint_is_kept() -> None:
    program = "import sys; sys.stderr.write('x' * 10_000_000 + 'the end'); sys.exit(3)"
    with pytest.raises(ChildFailed) as failure:
        run_python(program)
    assert failure.value.code == 3
    assert failure.value.words.endswith("the end")
    assert len(failure.value.words) < 20_000


def test_a_child_killed_from_outside_is_a_fault_and_no_refusal() -> None:
    with pytest.raises(ChildKilled):
        run_python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")


def test_an_error_of_the_listener_ends_the_child() -> None:
    pids: list[int] = []

    def remember(line: str) -> None:
        pids.append(int(line))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        run_python(
            "import os, time; print(os.getpid(), flush=True); time.sleep(60)", on_line=remember
        )
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_a_child_opens_few_files() -> None:
    program = "import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE))"
    lines: list[str] = []
    run_python(program, on_line=lines.append)
    assert lines == ["(64, 64)"]
