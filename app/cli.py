"""Commands of the operator: thin, each a service called as the system."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask
from flask.cli import with_appcontext

from app.accounts.agreements.services import install_wordings
from app.accounts.invitations.grants import Offer
from app.accounts.invitations.links import build_link
from app.accounts.invitations.queries import get_unanswered_invitation
from app.accounts.invitations.services import invite, resend
from app.accounts.profiles.services import install_choices
from app.accounts.queries import get_person_by_email
from app.accounts.services import add_person, install_roles
from app.audit.commands import audit
from app.cases.choices.services import install_case_choices
from app.cases.goals.services import install_goal_scale
from app.core.actor import SYSTEM, RoleName
from app.core.errors import DomainError
from app.demonstration.commands import fill_association, prepare_demonstration, show_code
from app.extensions import unit_of_work
from app.frameworks.services import install_vocabulary
from app.key_commands import keys
from app.organisations.wordings.services import install_consent_wording
from app.pathways.queries import get_default_version
from app.pathways.services import install_templates
from app.retention.commands import retention
from app.trainees.services import register_trainee

DAY = click.DateTime(["%Y-%m-%d"])


def install(app: Flask) -> None:
    """Add the portal's commands to `flask`."""
    app.cli.add_command(audit)
    app.cli.add_command(keys)
    app.cli.add_command(retention)
    app.cli.add_command(prepare_association)
    app.cli.add_command(open_account)
    app.cli.add_command(renew_invitation)
    app.cli.add_command(register)
    app.cli.add_command(fill_association)
    app.cli.add_command(prepare_demonstration)
    if app.extensions["settings"].is_demonstration:
        app.cli.add_command(show_code)


@click.command("prepare-association")
@with_appcontext
def prepare_association() -> None:
    """Put roles, pathways, lists to choose from and wordings into a fresh database; safe to run again."""
    with unit_of_work():
        install_roles(SYSTEM)
        install_templates(SYSTEM)
        install_choices(SYSTEM)
        install_case_choices(SYSTEM)
        install_goal_scale(SYSTEM)
        install_wordings(SYSTEM)
        install_consent_wording(SYSTEM)
        install_vocabulary(SYSTEM)


@click.command("add-person")
@click.argument("email")
@click.argument("full_name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in RoleName]),
)
@with_appcontext
def open_account(email: str, full_name: str, roles: tuple[str, ...]) -> None:
    """Give somebody an account, such as the first administrator of an installation, and say where they come in."""
    offer = Offer(frozenset(map(RoleName, roles)))
    try:
        with unit_of_work():
            add_person(SYSTEM, email, full_name, offer.roles)
            link = build_link(invite(SYSTEM, email, full_name, offer))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{full_name} chooses a password here, once and within seven days: {link}")


@click.command("renew-invitation")
@click.argument("email")
@with_appcontext
def renew_invitation(email: str) -> None:
    """Make a new link for somebody who has not come in yet; the one before ends."""
    try:
        with unit_of_work():
            invitation = get_unanswered_invitation(SYSTEM, email)
            resend(SYSTEM, invitation)
            link = build_link(invitation)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{email} comes in here, once and within seven days: {link}")


@click.command("register-trainee")
@click.argument("email")
@click.option("--course", required=True, type=DAY, help="Last day of the Initial Training Course.")
@click.option("--registered", required=True, type=DAY, help="Day of registration.")
@with_appcontext
def register(email: str, course: datetime, registered: datetime) -> None:
    """Put somebody with an account on the default pathway; a supervisor is allocated in the portal."""
    try:
        with unit_of_work():
            person = get_person_by_email(SYSTEM, email)
            version = get_default_version()
            register_trainee(SYSTEM, person, version, course.date(), registered.date())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{email} is registered; an administrator can allocate a supervisor now.")
