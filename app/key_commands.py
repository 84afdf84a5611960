"""What the operator does with the keys of the films."""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import with_appcontext

from app.core import clock
from app.core.errors import DomainError
from app.extensions import current_settings
from app.storage import key_restoring, rotation
from app.storage.key_backups import open_backup, remove_expired, write_backup
from app.storage.key_restoring import restore_keys
from app.storage.keys import KeyStore
from app.storage.rotation import count_masters, rotate_keys
from app.stores import is_erased, key_store

TOLD_EVERY = 1000
INCOMPLETE = 1

Outcome = TypeVar("Outcome", rotation.Outcome, key_restoring.Outcome)


class InWords(click.Group):
    """Commands that end with what went wrong in words, and with 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(error.message) from error
        except OSError as error:
            raise click.ClickException(str(error)) from error


@click.group("keys", cls=InWords)
def keys() -> None:
    """The keys of the films and of small secrets, and the master key that wraps them."""


@keys.command("list")
@with_appcontext
def count_keys() -> None:
    """Show how many keys stand under which master key."""
    _print_masters(key_store(), count_masters(key_store()))


@keys.command("rotate")
@with_appcontext
def rotate() -> None:
    """Wrap every key anew under MASTER_KEY; films are not touched. Safe to run again, also after it was killed."""
    with _one_run():
        outcomes = _follow(rotate_keys(key_store()), rotation.Outcome.UNREADABLE)
        counts = count_masters(key_store())
    _print_outcomes(rotation.Outcome, outcomes)
    _print_masters(key_store(), counts)
    if counts.keys() <= {key_store().ring.current.id}:
        click.echo("No key needs a former master key: MASTER_KEY_FORMER may leave the settings.")
    else:
        click.echo("Keep MASTER_KEY_FORMER in the settings: some keys still need it.")
    if outcomes[rotation.Outcome.UNREADABLE]:
        raise SystemExit(INCOMPLETE)


@keys.command("back-up")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def back_up(folder: Path) -> None:
    """Write all wrapped keys into a new file of FOLDER, and remove its backups of more than 30 days."""
    for path in remove_expired(folder, clock.now()):
        click.echo(f"Removed {path}, which is too old to be used.")
    path, count = write_backup(key_store(), folder, clock.now())
    click.echo(f"Wrote {count} keys to {path}. Nobody can open them without the master key.")


@keys.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put back from FILE the keys that are missing or damaged, but none that was destroyed or whose film was erased."""
    backup = open_backup(file, clock.now())
    click.echo(f"This backup was made on {backup.made_at:%-d %B %Y at %H:%M} UTC.")
    with _one_run():
        outcomes = _follow(
            restore_keys(key_store(), backup, is_erased), key_restoring.Outcome.UNREADABLE
        )
    _print_outcomes(key_restoring.Outcome, outcomes)
    if outcomes[key_restoring.Outcome.UNREADABLE]:
        raise SystemExit(INCOMPLETE)


@contextmanager
def _one_run() -> Iterator[None]:
    """Refuse a second run that writes keys on this machine; a lock falls with the process that held it."""
    path = current_settings().data_dir / "locks" / "keys"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException("Another run works on the keys; let it finish.") from None
        yield


def _follow(steps: Iterator[tuple[str, Outcome]], named: Outcome) -> Counter[Outcome]:
    """Count what became of the keys, tell how far it is, and name each key that met this outcome."""
    outcomes: Counter[Outcome] = Counter()
    for name, outcome in steps:
        outcomes[outcome] += 1
        if outcome is named:
            click.echo(f"{name}: {outcome.value}")
        if outcomes.total() % TOLD_EVERY == 0:
            click.echo(f"{outcomes.total()} keys so far")
    return outcomes


def _print_outcomes(kind: type[Outcome], outcomes: Counter[Outcome]) -> None:
    for outcome in kind:
        click.echo(f"{outcomes[outcome]} {outcome.value}")


def _print_masters(store: KeyStore, counts: Counter[str]) -> None:
    former = {master.id for master in store.ring.former}
    for master_id in sorted({store.ring.current.id, *former, *counts}):
        kind = "unknown to the settings"
        if master_id == store.ring.current.id:
            kind = "MASTER_KEY"
        elif master_id in former:
            kind = "MASTER_KEY_FORMER"
        click.echo(f"Master key {master_id} ({kind}): {counts[master_id]} keys")
