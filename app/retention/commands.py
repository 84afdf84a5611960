"""The operator's questions about what goes and when."""

from __future__ import annotations

from collections import Counter

import click
from flask.cli import with_appcontext

from app.core.actor import SYSTEM
from app.core.errors import DomainError
from app.extensions import unit_of_work
from app.retention.replay import replay_deletions
from app.retention.runs.plan import Planned, Step
from app.retention.runs.services import foresee, run_retention
from app.retention.services import list_waiting, remove_leftovers

WOULD = {
    Step.ERASE: "would be erased",
    Step.HELD: "is held",
    Step.REMIND: "would be announced",
}
DID = {
    Step.ERASE: "is being erased",
    Step.HELD: "is held",
    Step.REMIND: "was announced",
}


@click.group("retention")
def retention() -> None:
    """How long films stay, and what was erased."""


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Say what would happen and why, and change nothing.")
@with_appcontext
def run(*, dry_run: bool) -> None:
    """Order the erasures that are due and send the reminders, as the worker does every day. Safe to run again."""
    films = foresee(SYSTEM) if dry_run else run_retention(SYSTEM, unit_of_work)
    counts = Counter(_tell(film, WOULD if dry_run else DID) for film in films)
    waiting = 0
    for clip_uuid, reason in list_waiting(SYSTEM):
        waiting += 1
        click.echo(f"{clip_uuid}: its erasure was ordered ({reason}) and goes on")
    click.echo(
        f"{counts.total()} films looked at: {counts[Step.ERASE]} to erase, {counts[Step.HELD]} held, "
        f"{counts[Step.REMIND]} announced, {counts[Step.KEEP]} stay. {waiting} on their way out."
    )


@retention.command("replay")
@with_appcontext
def replay() -> None:
    """After a restore: erase again every film that was erased before, and whatever came back of its bytes and keys."""
    try:
        count = replay_deletions(SYSTEM)
        checked = remove_leftovers(SYSTEM)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(
        f"{count} films were in the database again and are erased. {checked} deletions were checked."
    )


def _tell(planned: Planned, words: dict[Step, str]) -> Step:
    if planned.step is not Step.KEEP:
        film = planned.film
        click.echo(f"{film.clip_uuid} ({film.kind.label}): {words[planned.step]} — {planned.why}")
    return planned.step
