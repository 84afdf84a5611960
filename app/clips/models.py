"""A film of a cycle inside the portal: how it arrives, what was made from it, to whom it is shown, and what hides it."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.allocations.models import Allocation
from app.cases.models import Cycle, FilmKind
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class ClipState(enum.StrEnum):
    """Where a film is on its way, as people are told: always the truth."""

    UPLOADING = "uploading"
    PROCESSING = "processing"
    PLAYABLE = "playable"
    READY = "ready"
    FAILED = "failed"
    ERASED = "erased"

    @property
    def can_play(self) -> bool:
        """Whether there is something to watch already."""
        return self in {ClipState.PLAYABLE, ClipState.READY}


WATCHABLE = tuple(state for state in ClipState if state.can_play)
"""The states in which there is something to watch, for queries."""


class RenditionKind(enum.StrEnum):
    """What the portal keeps of one film."""

    ORIGINAL = "original"
    QUICK = "quick"
    REVIEW = "review"
    POSTER = "poster"
    FILMSTRIP = "filmstrip"
    LOW = "low"
    WAVEFORM = "waveform"


class Clip(Base, Addressed):
    """One film of a cycle. ``duration_ms`` is known once the film was read; ``sha256`` is that of the bytes sent."""

    __tablename__ = "clip"
    __table_args__ = (sa.CheckConstraint("duration_ms > 0", name="duration_positive"),)

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    kind: Mapped[FilmKind] = mapped_column(enum_column(FilmKind))
    state: Mapped[ClipState] = mapped_column(enum_column(ClipState), default=ClipState.UPLOADING)
    failure: Mapped[str | None] = mapped_column(sa.Text)
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    duration_ms: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    tile_count: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    cycle: Mapped[Cycle] = relationship()

    @property
    def has_arrived(self) -> bool:
        """Whether the film keeps its place: it is here whole, and nothing refused it."""
        return self.state not in {ClipState.UPLOADING, ClipState.FAILED, ClipState.ERASED}

    def start_again(self, size_bytes: int) -> None:
        """Another file takes the place of one that failed: nothing known of the old one holds any more."""
        self.state, self.failure = ClipState.UPLOADING, None
        self.size_bytes, self.sha256, self.duration_ms = size_bytes, None, None
        self.width = self.height = self.tile_count = None

    def become_erased(self) -> None:
        """Nothing is left of the film but that it was in this cycle; what it was stands in its deletion record."""
        self.state, self.failure = ClipState.ERASED, None
        self.size_bytes, self.sha256, self.duration_ms = 0, None, None
        self.width = self.height = self.tile_count = None


class Rendition(Base):
    """Sealed bytes of one clip in one form; ``storage_key`` names them in the film store."""

    __tablename__ = "rendition"
    __table_args__ = (sa.UniqueConstraint("clip_id", "kind"),)

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    kind: Mapped[RenditionKind] = mapped_column(enum_column(RenditionKind))
    storage_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    content_type: Mapped[str] = mapped_column(sa.String(80))
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    clip: Mapped[Clip] = relationship()


class Upload(Base, Addressed):
    """A film on its way, by the tus protocol. How much has arrived is not kept here but read from the sealed bytes themselves.

    ``sha256`` is what the sender says of the whole film, where it says anything: what arrived is held against it.
    """

    __tablename__ = "upload"
    __table_args__ = (sa.CheckConstraint("length > 0", name="length_positive"),)

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), unique=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    length: Mapped[int] = mapped_column(sa.BigInteger)
    fingerprint: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    storage_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]

    clip: Mapped[Clip] = relationship()


class ClipShowing(Base):
    """A clip the trainee chose to show to the holder of one allocation: a stage's reviewer, or a peer.

    ``includes_feedback`` opens the released feedback on this clip to them as well. ``until_on`` is the last day of a
    showing that ends by itself; a reviewer's lasts as long as their appointment. Shown again, it is a row of its own.
    """

    __tablename__ = "clip_showing"
    __table_args__ = (
        sa.Index(
            "uq_clip_showing_running",
            "clip_id",
            "allocation_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    allocation_id: Mapped[int] = mapped_column(sa.ForeignKey("allocation.id"), index=True)
    includes_feedback: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    until_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    clip: Mapped[Clip] = relationship()
    allocation: Mapped[Allocation] = relationship()


class HoldKind(enum.StrEnum):
    """Why erasure waits."""

    REASON = "reason"
    SAFEGUARDING = "safeguarding"


class ErasureReason(enum.StrEnum):
    """Why a film goes."""

    WRONG_FILM = "wrong_film"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_ENDED = "consent_ended"
    RULE = "rule"
    CASE_CLOSED = "case_closed"
    RETURNED = "returned"
    PERSON_LEFT = "person_left"


class Hold(Base, Addressed):
    """While it stands the film is not erased, also after a withdrawal.

    ``until_on`` is the end of a hold with a reason, and the day on which a safeguarding hold is looked at again; a
    safeguarding hold ends by a person's hand alone, holds no details, and hides the film from all but its `HoldReader`s.
    ``reminded_on`` is the day somebody was last told that it waits to be looked at.
    """

    __tablename__ = "hold"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    kind: Mapped[HoldKind] = mapped_column(enum_column(HoldKind))
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    until_on: Mapped[date]
    placed_at: Mapped[datetime] = mapped_column(default=clock.now)
    placed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    reminded_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    clip: Mapped[Clip] = relationship()
    placed_by: Mapped[Person] = relationship(foreign_keys=placed_by_id)

    @property
    def reference(self) -> str:
        """The hold's own number, by which people speak of it: it tells nothing of the film."""
        number = self.uuid.hex[:8].upper()
        return f"{number[:4]}-{number[4:]}"


class HoldReader(Base):
    """Somebody named in a safeguarding hold: they still see the film where consent or the law lets them."""

    __tablename__ = "hold_reader"
    __table_args__ = (sa.UniqueConstraint("hold_id", "person_id"),)

    hold_id: Mapped[int] = mapped_column(sa.ForeignKey("hold.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))


class ErasureOrder(Base, AppendOnly):
    """From this moment nobody sees the film; the worker erases it. ``ordered_by_id`` is empty where a rule did it."""

    __tablename__ = "erasure_order"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), unique=True)
    reason: Mapped[ErasureReason] = mapped_column(enum_column(ErasureReason))
    ordered_at: Mapped[datetime] = mapped_column(default=clock.now)
    ordered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    clip: Mapped[Clip] = relationship()
