"""Filling a database with an invented association: of any size, or the small one that people can sign in to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_security import hash_password
from flask_security.proxies import _security

from app.accounts.agreements.services import install_wordings
from app.accounts.factors.services import AUTHENTICATOR
from app.accounts.profiles.services import install_choices
from app.accounts.queries import get_person_by_email
from app.accounts.services import install_roles
from app.cases.choices.services import install_case_choices
from app.cases.goals.services import install_goal_scale
from app.cases.models import FilmKind
from app.clips.films import film_store
from app.clips.models import Rendition, RenditionKind
from app.clips.processing.services import queue_processing
from app.clips.stills.services import draw_waiting
from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.core.policy import require
from app.demonstration.association import invent_association
from app.demonstration.filmed_cycles import FilmToMake, add_filmed_cycles
from app.demonstration.ledger import write_rows
from app.demonstration.moving_pictures import draw_film
from app.demonstration.queries import get_clip, has_people, read_scene
from app.demonstration.small_association import SIGN_INS, invent_small_association
from app.extensions import current_settings, db, unit_of_work
from app.frameworks.services import install_vocabulary
from app.organisations.wordings.services import install_consent_wording
from app.pathways.services import install_templates

SMALL_SEED = 26

PREPARED_WITHIN = timedelta(minutes=2)
"""Then stills can be drawn from the films; where a machine is slower, the worker's hourly look does it."""


def seed_association(actor: Actor, people: int, seed: int) -> int:
    """Write an invented association of this many people; answers how many rows it took.

    The same seed on the same day, over the same pathways, gives the same association. Films are rows without bytes.
    """
    require(actor.is_system)
    scene = read_scene(actor, seed)
    invent_association(scene, people)
    return write_rows(db.session(), scene.ledger)


def set_up_demonstration(actor: Actor, password: str) -> bool:
    """Fill an empty database with the small association, its films sealed and waiting for the worker.

    Answers whether it did: where anybody has an account already nothing is changed. Raises Forbidden outside
    development. Commits by itself, after the films are drawn and sealed.
    """
    require(actor.is_system)
    if not current_settings().is_development:
        raise Forbidden(
            "A demonstration is set up in development only: set PORTAL_ENV=development."
        )
    with unit_of_work():
        install_roles(actor)
        install_templates(actor)
        install_choices(actor)
        install_case_choices(actor)
        install_goal_scale(actor)
        install_wordings(actor)
        install_consent_wording(actor)
        install_vocabulary(actor)
        is_taken = has_people(actor)
    if is_taken:
        return False
    with TemporaryDirectory(prefix="demonstration-") as folder:
        drawn = {
            kind: draw_film(Path(folder) / f"{kind}.mp4", later=kind is FilmKind.SHARED_REVIEW)
            for kind in FilmKind
        }
        with unit_of_work():
            films = _write_small_association(actor, hash_password(password))
            _seal_films(actor, films, drawn)
    current_settings().demonstration_mark.touch()
    return True


def read_code(actor: Actor, email: str) -> str:
    """What the authenticator app of somebody in the demonstration shows now, or next where that was used already.

    Raises Forbidden outside the demonstration and NotFound for whoever has no app.
    """
    require(actor.is_system)
    if not current_settings().is_demonstration:
        raise Forbidden("Codes are shown in the demonstration only.")
    person = get_person_by_email(actor, email)
    if person.tf_totp_secret is None:
        raise NotFound("This person has no authenticator app.")
    totp = _security.totp_factory._totp.from_source(person.tf_totp_secret)
    half_minute = max(int(clock.now().timestamp()) // 30, (person.totp_counter or 0) + 1)
    return str(totp.generate(half_minute * 30).token)


def _give_apps(actor: Actor) -> None:
    """Nobody comes in by a password alone, here neither; `read_code` stands for the telephone."""
    for who in SIGN_INS:
        person = get_person_by_email(actor, who.email)
        person.tf_primary_method = AUTHENTICATOR
        person.tf_totp_secret = _security.totp_factory.generate_totp_secret()
        person.totp_added_at = clock.now()
        _security.mf_recovery_codes_util.create_recovery_codes(person)


def _write_small_association(actor: Actor, password_hash: str) -> Sequence[FilmToMake]:
    scene = read_scene(actor, SMALL_SEED)
    films = add_filmed_cycles(scene, invent_small_association(scene, password_hash))
    write_rows(db.session(), scene.ledger)
    _give_apps(actor)
    return films


def _seal_films(actor: Actor, films: Sequence[FilmToMake], drawn: Mapping[FilmKind, Path]) -> None:
    """Put the bytes where an upload would have put them, and have them prepared like any film."""
    for film in films:
        clip, data = get_clip(actor, film.clip_id), drawn[film.kind].read_bytes()
        key = f"films/{clip.uuid}/{RenditionKind.ORIGINAL}/demonstration"
        film_store().start(key)
        writer = film_store().open_writer(key)
        writer.write(data)
        writer.finish()
        clip.size_bytes, clip.sha256 = len(data), hashlib.sha256(data).hexdigest()
        db.session.add(
            Rendition(
                clip_id=clip.id,
                kind=RenditionKind.ORIGINAL,
                storage_key=key,
                content_type="video/mp4",
                size_bytes=len(data),
            )
        )
        db.session.flush()
        queue_processing(actor, clip)
    draw_waiting(actor, delay=PREPARED_WITHIN)
