"""The operator's question to the audit trail."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.audit.chain.heads import Heads
from app.audit.chain.macs import ChainKeys
from app.audit.chain.verification import Report, verify_chain
from app.core.actor import SYSTEM
from app.extensions import current_settings

BROKEN, OVERDUE = 1, 2


@click.group("audit")
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A copy of the heads that was kept elsewhere; by default those of this installation.",
)
@with_appcontext
def verify(heads: Path | None) -> None:
    """Read the whole trail again; ends with 1 where something was changed, moved or taken away, with 2 where nobody seals."""
    settings = current_settings()
    keys = ChainKeys.draw(settings.audit_key)
    report = verify_chain(SYSTEM, keys, Heads(heads or settings.audit_heads, keys.heads))
    _print_report(report)
    if report.first_break is not None:
        raise SystemExit(BROKEN)
    if report.is_overdue:
        raise SystemExit(OVERDUE)


def _print_report(report: Report) -> None:
    if report.first_break is not None:
        click.echo(f"BROKEN: {report.first_break}.")
    click.echo(f"Whole: {report.sealed} sealed events from the first on.")
    if head := report.last_head:
        click.echo(f"Last head: place {head.place}, written {head.written_at}.")
    tail = f"Not sealed yet: {report.tail.count} events"
    since = f", the oldest of {report.tail.oldest_at}" if report.tail.oldest_at else ""
    click.echo(f"{tail}{since}.")
    if report.is_overdue:
        click.echo("OVERDUE: nobody seals. Is a worker running, and what does it say?")
