"""Films of invented cycles, sealed in the store of the tests, and everybody who might ask for them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.cases.models import (
    Client,
    Consent,
    ConsentWithdrawal,
    Cycle,
    FilmedPerson,
    FilmKind,
    Purpose,
)
from app.clips.films import film_store
from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip, ClipShowing, ClipState, Rendition, RenditionKind, Upload
from app.clips.playback.models import Viewing
from app.clips.processing.services import queue_processing
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories import practice
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_supervisor,
)
from tests.factories.practice import make_client, make_cycle


@dataclass(frozen=True)
class Audience:
    """One clip, shown to a reviewer, and the people around it."""

    clip: Clip
    owner: Person
    supervisor: Person
    supervision: Allocation
    reviewer: Person
    reviewing: Allocation
    strangers: tuple[Person, ...]

    @property
    def client(self) -> Client:
        return self.clip.cycle.client

    def find_person(self, role: str) -> Person:
        """``owner``, ``supervisor`` or ``reviewer``."""
        person = getattr(self, role)
        assert isinstance(person, Person)
        return person


def make_audience(clip: Clip | None = None) -> Audience:
    """A ready clip unless one is given; strangers are the office, and a supervisor and a trainee of their own."""
    clip = clip or make_clip()
    enrolment = clip.cycle.client.enrolment
    supervisor, reviewer, elsewhere = make_supervisor(), make_supervisor(), make_supervisor()
    supervision = allocate(AllocationKind.SUPERVISOR, supervisor, enrolment)
    reviewing = allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    show_clip(clip, reviewing)
    other_trainee = make_enrolment(supervisor=elsewhere).person
    strangers = (make_administrator(), elsewhere, other_trainee)
    return Audience(clip, enrolment.person, supervisor, supervision, reviewer, reviewing, strangers)


def show_clip(clip: Clip, allocation: Allocation) -> None:
    """The trainee chose this clip for the holder of the allocation."""
    db.session.add(ClipShowing(clip=clip, allocation=allocation))
    db.session.commit()


def make_viewing(clip: Clip, person: Person) -> Viewing:
    """A viewing that began before, whether or not the person may watch now."""
    viewing = Viewing(clip=clip, person_id=person.id)
    db.session.add(viewing)
    db.session.commit()
    return viewing


def make_clip(
    cycle: Cycle | None = None,
    *,
    kind: FilmKind = FilmKind.INTERACTION,
    state: ClipState = ClipState.READY,
    shown_us: Sequence[int] = (40_000,) * 50,
) -> Clip:
    """A film of a new trainee's new cycle unless one is given; nothing of it is stored.

    Its frames, each shown for so many microseconds, are known once it is ready: else fifty of them, two seconds.
    """
    cycle = cycle or make_cycle(make_client(make_enrolment()))
    duration_ms = round(sum(shown_us) / 1000)
    clip = Clip(cycle=cycle, kind=kind, state=state, size_bytes=1, duration_ms=duration_ms)
    db.session.add(clip)
    db.session.flush()
    if state is ClipState.READY:
        index_frames(clip, shown_us)
    db.session.commit()
    return clip


def index_frames(clip: Clip, shown_us: Sequence[int]) -> FrameIndex:
    """The film's frames, each shown for so many microseconds; added to the session and not yet committed."""
    frames = FrameIndex.from_durations(shown_us)
    db.session.add(FrameTimes(clip_id=clip.id, count=frames.count, packed=frames.pack()))
    return frames


def seal(clip: Clip, kind: RenditionKind, content: bytes, content_type: str = "video/mp4") -> str:
    """Store bytes as the clip's rendition of this kind; answers their storage key."""
    key = f"films/{clip.uuid}/{kind.value}/{uuid4()}"
    store_bytes(key, content)
    db.session.add(
        Rendition(
            clip=clip,
            kind=kind,
            storage_key=key,
            content_type=content_type,
            size_bytes=len(content),
        )
    )
    db.session.commit()
    return key


def store_bytes(key: str, content: bytes) -> None:
    """A finished film in the store that no row names."""
    film_store().start(key)
    writer = film_store().open_writer(key)
    writer.write(content)
    writer.finish()


def begin_upload(clip: Clip, length: int) -> str:
    """A film of ``length`` bytes on its way, none of them stored yet; answers its storage key."""
    upload = Upload(
        clip=clip,
        owner_id=clip.cycle.client.enrolment.person_id,
        length=length,
        fingerprint="fingerprint",
        storage_key=f"films/{clip.uuid}/original/{uuid4()}",
        expires_at=clock.now() + timedelta(days=7),
    )
    db.session.add(upload)
    db.session.commit()
    return upload.storage_key


def make_arrived_upload(clip: Clip) -> Upload:
    """The upload that brought this clip; its bytes are those of the clip."""
    upload = db.session.scalars(
        sa.select(Upload).filter_by(storage_key=begin_upload(clip, 1))
    ).one()
    upload.finished_at = clock.now()
    db.session.commit()
    return upload


def send_film(
    path: Path, cycle: Cycle | None = None, *, kind: FilmKind = FilmKind.INTERACTION
) -> Clip:
    """A clip whose original has just arrived, its processing waiting in the queue."""
    clip = make_clip(cycle, kind=kind, state=ClipState.UPLOADING)
    clip.duration_ms, clip.size_bytes = None, path.stat().st_size
    seal(clip, RenditionKind.ORIGINAL, path.read_bytes(), "application/octet-stream")
    queue_processing(SYSTEM, clip)
    db.session.commit()
    return clip


def queue_film(clip: Clip) -> Clip:
    """The clip waits to be prepared, whatever is stored of it."""
    queue_processing(SYSTEM, clip)
    db.session.commit()
    return clip


def give_consent(client: Client, purpose: Purpose) -> None:
    """Everybody on the films says yes."""
    for person in db.session.scalars(sa.select(FilmedPerson).filter_by(client_id=client.id)):
        practice.give_consent(person, purpose)
    db.session.commit()


def withdraw_consent(client: Client, purpose: Purpose) -> None:
    """Everybody takes back what they said yes to."""
    consents = db.session.scalars(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .where(FilmedPerson.client_id == client.id, Consent.purpose == purpose)
    )
    person_id = client.enrolment.person_id
    db.session.add_all(
        ConsentWithdrawal(consent=consent, recorded_by_id=person_id) for consent in consents
    )
    db.session.commit()


def list_stored_keys(clip: Clip) -> set[str]:
    """Every key that the store holds for this clip."""
    return {film.name for film in film_store().list_films(f"films/{clip.uuid}")}


def list_named_keys(clip: Clip) -> set[str]:
    """Every key that the database names for this clip."""
    return set(db.session.scalars(sa.select(Rendition.storage_key).filter_by(clip_id=clip.id)))


def hash_stored(storage_key: str) -> str:
    """The SHA-256 of a film as it is stored, in hexadecimal."""
    reader = film_store().open_reader(storage_key)
    digest = hashlib.sha256()
    for piece in reader.read(0, reader.length):
        digest.update(piece)
    return digest.hexdigest()
