"""There is no impersonation: nothing lets one person become another, whatever role they hold."""

from __future__ import annotations

import ast

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.sign_ins.models import SignIn
from app.extensions import db
from tests.conventions.access_table import TABLE
from tests.conventions.source import Module, read_modules
from tests.conventions.test_access import HEADERS, build_address
from tests.conventions.world import build_world
from tests.factories.people import sign_in

WAYS_IN = {
    "login_user": ("app.accounts.",),
    "begin_sign_in": ("app.accounts.sign_ins.",),
    "build_actor": ("app.request_hooks",),
    "find_actor_again": ("app.clips.playback.", "app.retention.exports."),
    "_user_id": ("app.accounts.sign_ins.",),
}
"""What makes a browser somebody's, or a request somebody's act -> the only modules that may know of it.

A film on its way asks again while it is sent, for the very sign-in that began it.
"""

OWN_HOMES = dict.fromkeys(("build_actor", "find_actor_again"), "app.allocations.queries")
"""Where it is defined, if elsewhere."""


def mentions(module: Module, name: str) -> bool:
    """Whether the code of a module names it: as a function, an import, an attribute or a key."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == name:
            return True
        if isinstance(node, ast.Attribute) and node.attr == name:
            return True
        if isinstance(node, ast.alias) and node.name == name:
            return True
        if isinstance(node, ast.Constant) and node.value == name:
            return True
    return False


@pytest.mark.parametrize("name", WAYS_IN)
def test_only_the_door_makes_somebody_of_a_browser(name: str) -> None:
    strangers = {
        module.name
        for module in read_modules()
        if mentions(module, name)
        and not module.name.startswith(WAYS_IN[name])
        and module.name != OWN_HOMES.get(name)
    }
    assert not strangers, f"{name} belongs to {WAYS_IN[name]}; the office never acts as somebody"


def test_only_the_boundary_says_who_acts() -> None:
    setters = {
        module.name
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "actor"
    }
    assert setters == {"app.request_hooks"}


@pytest.mark.parametrize("persona", ["administrator", "own_supervisor"])
def test_nothing_that_can_be_asked_for_signs_in_as_somebody_else(app: Flask, persona: str) -> None:
    world = build_world()
    own = world.people[persona]
    others = sa.select(sa.func.count(SignIn.id)).where(SignIn.person_id != own.id)
    before = db.session.scalar(others)
    named = {"user": "1", "as": "1", "person": str(world.people["owner"].uuid), "sudo": "1"}
    for method, endpoint in sorted(TABLE):
        browser = sign_in(app.test_client(), own)
        address = build_address(app, world, method, endpoint)
        headers = HEADERS.get(endpoint.split(".")[0])
        browser.open(address, method=method, headers=headers, query_string=named).close()
        with browser.session_transaction() as session:
            assert session.get("_user_id") in {None, own.fs_uniquifier}, endpoint
    assert db.session.scalar(others) == before
