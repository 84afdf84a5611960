"""Commands of the operator: thin, each a service called as the system."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from app.accounts.services import install_roles
from app.core.actor import SYSTEM
from app.demonstration.services import seed_association
from app.extensions import unit_of_work
from app.pathways.services import install_templates


def install(app: Flask) -> None:
    """Add the portal's commands to `flask`."""
    app.cli.add_command(prepare_association)
    app.cli.add_command(fill_association)


@click.command("prepare-association")
@with_appcontext
def prepare_association() -> None:
    """Put the roles and the published pathways into a fresh database; safe to run again."""
    with unit_of_work():
        install_roles(SYSTEM)
        install_templates(SYSTEM)


@click.command("seed-association")
@click.option("--people", type=click.IntRange(min=10), required=True, help="How many people.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which of all associations.")
@with_appcontext
def fill_association(people: int, seed: int) -> None:
    """Add an invented association of any size to a prepared database, for tests and measurements."""
    with unit_of_work():
        rows = seed_association(SYSTEM, people, seed)
    click.echo(f"An invented association of {people} people stands in {rows} rows.")
