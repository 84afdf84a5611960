"""A job whose name nobody handles would wait for ever without a word."""

from __future__ import annotations

import ast
import sys
from importlib import import_module

from app.jobs.registry import list_names
from app.worker import load_tasks
from tests.conventions.source import Module, read_modules

ENQUEUERS = {"enqueue_job": 0, "enqueue_jobs": 0, "ask_for": 1}
"""Functions that put a job into the queue, and the place of its name among their arguments."""

PASSING_ON = {"app.jobs.services", "app.clips.processing.asking"}
"""Where they are: what they are given has a name elsewhere."""


def list_enqueued(module: Module) -> list[str]:
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    names = [
        call.args[ENQUEUERS[call.func.id]]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ENQUEUERS and call.args
    ]
    return [read_name(module, name) for name in names]


def read_name(module: Module, name: ast.expr) -> str:
    if isinstance(name, ast.Constant):
        return str(name.value)
    assert isinstance(name, ast.Name), f"{module.name}: name the job by a string or a constant"
    import_module(module.name)
    return str(getattr(sys.modules[module.name], name.id))


def test_every_job_that_is_enqueued_has_a_handler() -> None:
    load_tasks()
    enqueued = {
        name
        for module in read_modules()
        if module.name not in PASSING_ON
        for name in list_enqueued(module)
    }
    assert enqueued, "nothing was found: the test looks for the wrong words"
    unknown = enqueued - set(list_names())
    assert not unknown, f"register a handler in the feature's tasks.py: {sorted(unknown)}"
