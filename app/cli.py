"""Commands of the operator: thin, each a service called as the system."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from app.accounts.services import install_roles
from app.core.actor import SYSTEM
from app.demonstration.commands import fill_association, prepare_demonstration
from app.extensions import unit_of_work
from app.pathways.services import install_templates


def install(app: Flask) -> None:
    """Add the portal's commands to `flask`."""
    app.cli.add_command(prepare_association)
    app.cli.add_command(fill_association)
    app.cli.add_command(prepare_demonstration)


@click.command("prepare-association")
@with_appcontext
def prepare_association() -> None:
    """Put the roles and the published pathways into a fresh database; safe to run again."""
    with unit_of_work():
        install_roles(SYSTEM)
        install_templates(SYSTEM)
