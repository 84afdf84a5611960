"""The VIG work with a client: consent, cycles, and the facts that cycles were completed."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, Fact, enum_column
from app.pathways.models import Stage
from app.trainees.models import Enrolment


class AgeBand(enum.StrEnum):
    """How old the child is, as coarse as the association counts it."""

    PRE_BIRTH = "pre-birth"
    FROM_0_TO_2 = "0-2"
    FROM_2_TO_4 = "2-4"
    FROM_5_TO_11 = "5-11"
    FROM_11_TO_18 = "11-18"

    @property
    def label(self) -> str:
        """The band in words."""
        return "before birth" if self is AgeBand.PRE_BIRTH else f"{self.replace('-', ' to ')} years"


class Purpose(enum.StrEnum):
    """What a family consents to, each on its own. Each opens films to one audience."""

    VIG = "vig"
    SUPERVISION = "supervision"
    ACCREDITATION = "accreditation"

    @property
    def label(self) -> str:
        """The purpose as it stands on a page."""
        return _PURPOSE_LABELS[self]


_PURPOSE_LABELS = {
    Purpose.VIG: "VIG with me",
    Purpose.SUPERVISION: "Supervision",
    Purpose.ACCREDITATION: "Stage review by another supervisor",
}


class FilmKind(enum.StrEnum):
    """The two films of a cycle."""

    INTERACTION = "interaction"
    SHARED_REVIEW = "shared_review"

    @property
    def label(self) -> str:
        """The film in words."""
        return "interaction film" if self is FilmKind.INTERACTION else "film of the shared review"


class EvidenceBasis(enum.StrEnum):
    """How the portal knows that a step of a cycle took place."""

    FILM = "film"
    SUPERVISOR = "supervisor"


class Client(Base, Addressed):
    """The person or couple receiving VIG, known here by a client code alone. Never a name."""

    __tablename__ = "client"
    __table_args__ = (sa.UniqueConstraint("enrolment_id", "code"),)

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"))
    code: Mapped[str] = mapped_column(sa.String(24))
    setting: Mapped[str] = mapped_column(sa.String(80), default="")
    age_band: Mapped[AgeBand] = mapped_column(enum_column(AgeBand))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    enrolment: Mapped[Enrolment] = relationship()


class Consent(Base, Addressed, AppendOnly):
    """One purpose a family said yes to. The signed form stays with the service: here stand its date, version and place."""

    __tablename__ = "consent"
    __table_args__ = (sa.Index("ix_consent_client_purpose", "client_id", "purpose"),)

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"))
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    given_on: Mapped[date]
    form_version: Mapped[str] = mapped_column(sa.String(40))
    filed_at: Mapped[str] = mapped_column(sa.String(120))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    client: Mapped[Client] = relationship()


class ConsentWithdrawal(Base, AppendOnly):
    """The moment a consent ended. From then on the audience it opened sees nothing."""

    __tablename__ = "consent_withdrawal"

    consent_id: Mapped[int] = mapped_column(sa.ForeignKey("consent.id"), unique=True)
    withdrawn_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    consent: Mapped[Consent] = relationship()


class Cycle(Base, Addressed):
    """One filmed interaction and the shared review of clips from it: the unit that counts.

    The two dates are what the trainee states; they may be corrected until the cycle is complete.
    """

    __tablename__ = "cycle"
    __table_args__ = (sa.UniqueConstraint("client_id", "number"),)

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"))
    number: Mapped[int]
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    filmed_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    client: Mapped[Client] = relationship()
    stage: Mapped[Stage] = relationship()


class CycleEvidence(Base, AppendOnly):
    """That one of the cycle's two films was seen by the portal, or confirmed by the supervisor where it stays elsewhere."""

    __tablename__ = "cycle_evidence"
    __table_args__ = (sa.UniqueConstraint("cycle_id", "kind"),)

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"))
    kind: Mapped[FilmKind] = mapped_column(enum_column(FilmKind))
    basis: Mapped[EvidenceBasis] = mapped_column(enum_column(EvidenceBasis))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class CompletedCycle(Base, Fact):
    """A cycle that counts: once, in the stage it was done in. It outlives film and consent.

    ``effective_on`` is the later of the two dates. ``client_id`` and ``enrolment_id`` are repeated so that numbers are
    counted from this one table.
    """

    __tablename__ = "completed_cycle"
    __table_args__ = (sa.Index("ix_completed_cycle_enrolment_stage", "enrolment_id", "stage_id"),)

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), unique=True)
    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"))
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"))
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    basis: Mapped[EvidenceBasis] = mapped_column(enum_column(EvidenceBasis))

    cycle: Mapped[Cycle] = relationship()
