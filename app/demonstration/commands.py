"""The commands that invent: for people who try the portal, for tests and for measurements."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.core.actor import SYSTEM
from app.core.errors import DomainError
from app.demonstration.services import read_code, seed_association, set_up_demonstration
from app.demonstration.small_association import NEW, SIGN_INS
from app.extensions import current_settings, unit_of_reading, unit_of_work

PASSWORD = "herons-on-the-river"  # noqa: S105  # everybody in the demonstration may know it
"""One for all sign-ins of the demonstration; refused outside development with everything else here."""


@click.command("seed-association")
@click.option("--people", type=click.IntRange(min=10), required=True, help="How many people.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which of all associations.")
@with_appcontext
def fill_association(people: int, seed: int) -> None:
    """Add an invented association of any size to a prepared database, for tests and measurements."""
    with unit_of_work():
        rows = seed_association(SYSTEM, people, seed)
    click.echo(f"An invented association of {people} people stands in {rows} rows.")


@click.command("set-up-demonstration")
@with_appcontext
def prepare_demonstration() -> None:
    """Make the database, and on an empty one a small invented association to sign in to; safe to run again."""
    if not current_settings().is_development:
        raise click.ClickException("Only with PORTAL_ENV=development: the sign-ins are public.")
    upgrade()
    set_up_demonstration(SYSTEM, PASSWORD)
    if current_settings().is_demonstration:
        _print_sign_ins()


@click.command("show-code")
@click.argument("email")
@with_appcontext
def show_code(email: str) -> None:
    """Show what the authenticator app of somebody in the demonstration shows now."""
    try:
        with unit_of_reading():
            click.echo(read_code(SYSTEM, email))
    except DomainError as error:
        raise click.ClickException(error.message) from error


def _print_sign_ins() -> None:
    click.echo(
        f"\n  The portal: {current_settings().public_url}   (everything in it is invented)\n"
    )
    for who in SIGN_INS:
        click.echo(f"    {who.email:32} {who.role.value:14} {who.sees}")
    data_dir = current_settings().data_dir
    elsewhere = "" if data_dir == Path("data").absolute() else f" DATA_DIR={data_dir}"
    click.echo(f"\n  Password for all of them: {PASSWORD}")
    click.echo(f"  The code after it:        make code WHO={NEW.email}{elsewhere}")
    click.echo("  Ctrl+C stops it; the data stays.\n")
