"""Whoever reads the trail reads words: each action that the code writes down has some."""

from __future__ import annotations

import ast
import re

from flask import Flask

from app.audit.words.telling import WORDS, find_words, tell_concerned, tell_own
from app.jobs.registry import list_names
from app.worker import load_tasks
from tests.conventions.source import APP, Module, read_modules

ACTION = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_-]*)+")
WORDS_OF_ROLES = ("role.granted", "role.withdrawn")


def records_events(module: Module) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == "record_event" for node in ast.walk(module.tree)
    )


def list_dotted_words(module: Module) -> set[str]:
    """Everything in the module that could be the name of an action, the fixed beginnings of composed ones included."""
    constants = {
        node.value.rstrip(".")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in constants if ACTION.fullmatch(text)}


def list_columns() -> set[str]:
    """What foreign keys name."""
    return {
        str(call.args[0].value)
        for module in read_modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "ForeignKey"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_action_that_is_recorded_has_words(app: Flask) -> None:
    load_tasks()
    recording = [module for module in read_modules(APP) if records_events(module)]
    assert len(recording) > 10, "nothing was found: the test looks for the wrong name"
    written = set().union(*(list_dotted_words(module) for module in recording))
    known = WORDS.keys() | set(WORDS_OF_ROLES)
    other = set(list_names()) | app.view_functions.keys() | list_columns()
    unworded = {text for text in written - known - other if not text.startswith("app.")}
    assert not unworded, f"say in app/audit/words what people read of {sorted(unworded)}"


def test_words_fit_whoever_reads_them() -> None:
    for action in WORDS:
        told = (tell_own(action, None), tell_own(action, "Ann Lee"), tell_concerned(action, None))
        for words in (*told, tell_concerned(action, "Ann Lee")):
            assert "{" not in words
            assert words[0].isupper()
            assert not words.endswith(".")


def test_who_of_the_office_acted_is_not_named() -> None:
    told = tell_concerned("role.granted.supervisor", "Ann Lee")
    assert told == "The association’s office gave you the role of supervisor"


def test_an_action_without_words_reads_as_its_name() -> None:
    assert find_words("lamp.lit_again").label == "Lamp lit again"
    assert tell_concerned("lamp.lit_again", "Ann Lee") == "Ann Lee: Lamp lit again"
