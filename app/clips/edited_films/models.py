"""Edited films: moments put in order on a board, and rendered into one short film."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.core import clock
from app.core.base import Addressed, Base, enum_column


class EditedFilm(Base, Addressed):
    """A board of moments of one client's films. ``cycle`` is the one whose shared review it is made for."""

    __tablename__ = "edited_film"

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    client: Mapped[Client] = relationship()
    cycle: Mapped[Cycle | None] = relationship()
    parts: Mapped[list[FilmPart]] = relationship(order_by="FilmPart.position")


class PartKind(enum.StrEnum):
    """What stands at a place of an edited film: seconds of a film, or a card with a question in a gap between them."""

    MOMENT = "moment"
    CARD = "card"


class Repeat(enum.StrEnum):
    """How a moment is shown once more after it has played."""

    NONE = "none"
    STILL = "still"
    SLOW = "slow"


class FilmPart(Base, Addressed):
    """One part of an edited film, in order of ``position`` (from 1, without gaps).

    A moment's part has frames of its own (half open, as `Moment`'s), so that it can be trimmed here and the moment
    stays as it was chosen; it stays when the moment is taken back. ``words`` are a card's question, or the title shown over a moment. ``seconds`` is how long a
    card, or the still of a repeat, stands.
    """

    __tablename__ = "film_part"
    __table_args__ = (
        sa.CheckConstraint(
            "(kind = 'moment') = (clip_id IS NOT NULL) AND (kind = 'moment') = (start_frame IS NOT NULL)"
            " AND (kind = 'moment') = (end_frame IS NOT NULL)",
            name="moment_has_frames",
        ),
        sa.CheckConstraint("start_frame < end_frame", name="frames"),
        sa.CheckConstraint("1 <= seconds AND seconds <= 60", name="seconds"),
        sa.Index("ix_film_part_film_position", "edited_film_id", "position"),
    )

    edited_film_id: Mapped[int] = mapped_column(sa.ForeignKey("edited_film.id"))
    position: Mapped[int]
    kind: Mapped[PartKind] = mapped_column(enum_column(PartKind))
    clip_id: Mapped[int | None] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    moment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("moment.id", ondelete="SET NULL"), index=True
    )
    start_frame: Mapped[int | None]
    end_frame: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.String(300), default="")
    repeat: Mapped[Repeat] = mapped_column(enum_column(Repeat), default=Repeat.NONE)
    seconds: Mapped[int] = mapped_column(default=4)

    edited_film: Mapped[EditedFilm] = relationship(overlaps="parts")
    clip: Mapped[Clip | None] = relationship()
    moment: Mapped[Moment | None] = relationship()


class RenderingState(enum.StrEnum):
    """How far a rendering is. One that was removed gave way to a newer one, or went with one of its sources or its board."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    REMOVED = "removed"


class Rendering(Base, Addressed):
    """One film made of a board as it stood: ``recipe`` is the SHA-256 of everything that decides about its bytes.

    ``timeline`` traces each passage of it back: a list of ``{kind, words, from_ms, to_ms, from_frame, to_frame, part,
    clip, start_frame, end_frame}``, where ``part`` and ``clip`` are uuids and a card has no clip; its own frames stand packed in
    ``frames``. ``storage_key`` and ``poster_key`` lie below ``films/<uuid of the rendering>/``, a folder and so keys of its
    own, which go with any of its sources. ``edited_film_id`` is empty where the board was removed and the bytes go.
    """

    __tablename__ = "rendering"

    edited_film_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edited_film.id"), index=True)
    recipe: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[RenderingState] = mapped_column(
        enum_column(RenderingState), default=RenderingState.WAITING
    )
    failure: Mapped[str | None] = mapped_column(sa.Text)
    storage_key: Mapped[str | None] = mapped_column(sa.String(200), unique=True)
    poster_key: Mapped[str | None] = mapped_column(sa.String(200), unique=True)
    size_bytes: Mapped[int | None] = mapped_column(sa.BigInteger)
    duration_ms: Mapped[int | None]
    frames: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    timeline: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]

    edited_film: Mapped[EditedFilm | None] = relationship()
    sources: Mapped[list[RenderingSource]] = relationship()

    @property
    def folder(self) -> str:
        """Where everything stored of it lies."""
        return f"films/{self.uuid}"

    @property
    def is_wanted(self) -> bool:
        """Whether there is, or will be, something to watch."""
        return self.state in {RenderingState.WAITING, RenderingState.READY}

    def give_way(self) -> None:
        """Nobody sees it any more; its bytes are still to be removed."""
        self.state = RenderingState.REMOVED

    def become_empty(self) -> None:
        """Nothing is left of it but that it was, and who saw it."""
        self.state, self.failure = RenderingState.REMOVED, None
        self.storage_key = self.poster_key = self.frames = None
        self.size_bytes = self.duration_ms = None
        self.timeline = []


class RenderingSource(Base):
    """A film of which something is in a rendering: whoever may not see it sees nothing of the rendering."""

    __tablename__ = "rendering_source"
    __table_args__ = (sa.UniqueConstraint("rendering_id", "clip_id"),)

    rendering_id: Mapped[int] = mapped_column(sa.ForeignKey("rendering.id"))
    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)


class Screening(Base, Addressed):
    """One person opening one rendering once; its bytes are asked for under it, as a clip's under its viewing."""

    __tablename__ = "screening"

    rendering_id: Mapped[int] = mapped_column(sa.ForeignKey("rendering.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)

    rendering: Mapped[Rendering] = relationship()


class Visit(Base, Addressed):
    """One copy of a film, sealed in one person's browser until ``until_at``; ``ended_at`` is when the browser said that it
    is gone. What nobody said anything of ended by itself at ``until_at``."""

    __tablename__ = "visit"
    __table_args__ = (sa.CheckConstraint("taken_at < until_at", name="taken_before_until"),)

    rendering_id: Mapped[int] = mapped_column(sa.ForeignKey("rendering.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    rendering: Mapped[Rendering] = relationship()
