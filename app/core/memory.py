"""What a process holds in its memory stays there."""

from __future__ import annotations

import resource


def forbid_core_dumps() -> None:
    """A crash leaves no copy of this process's memory on a disk: it holds keys and open pieces of films."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
