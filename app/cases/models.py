"""The VIG work with a client: consent, cycles, and the facts that cycles were completed."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.choices.models import CaseChoice
from app.cases.relations import EvidenceKind, Giver, Relation
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, Fact, enum_column
from app.organisations.models import Organisation
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
    """What a family consents to, each on its own. Each opens films to one audience; the last two to nobody here."""

    VIG = "vig"
    SUPERVISION = "supervision"
    ACCREDITATION = "accreditation"
    INTERVISION = "intervision"
    TEACHING = "teaching"
    RESEARCH = "research"

    @property
    def label(self) -> str:
        """The purpose as it stands on a page."""
        return _PURPOSE_LABELS[self]


_PURPOSE_LABELS = {
    Purpose.VIG: "VIG with me",
    Purpose.SUPERVISION: "Supervision",
    Purpose.ACCREDITATION: "Accrediting or other supervisor",
    Purpose.INTERVISION: "Intervision with other trainees",
    Purpose.TEACHING: "Teaching and presentation",
    Purpose.RESEARCH: "Research",
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
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    code: Mapped[str] = mapped_column(sa.String(24), unique=True)
    setting: Mapped[str] = mapped_column(sa.String(80), default="")
    age_band: Mapped[AgeBand] = mapped_column(enum_column(AgeBand))
    referral_reason_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_choice.id"))
    referred_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    enrolment: Mapped[Enrolment] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    referral_reason: Mapped[CaseChoice | None] = relationship()


class FilmedPerson(Base, Addressed):
    """Somebody the films of a client show, by relation and number.

    ``is_client``: they watch the shared review, whose film shows them. ``in_interaction``: the interaction films show
    them, and so does the shared review's, on its screen. ``consents_again_on``: the first of the month from which they
    speak for themselves; the day of a birthday is nobody's business. ``left_at``: recorded by mistake, on no film.
    """

    __tablename__ = "filmed_person"
    __table_args__ = (sa.UniqueConstraint("client_id", "relation", "number"),)

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"))
    relation: Mapped[Relation] = mapped_column(enum_column(Relation))
    number: Mapped[int] = mapped_column(default=1)
    is_client: Mapped[bool] = mapped_column(default=False)
    in_interaction: Mapped[bool] = mapped_column(default=True)
    consents_again_on: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    left_at: Mapped[datetime | None]

    client: Mapped[Client] = relationship()

    @property
    def label(self) -> str:
        """The person in words, such as *child* or *child 2*."""
        return self.relation.label if self.number == 1 else f"{self.relation.label} {self.number}"

    @property
    def mention(self) -> str:
        """The person within a sentence: *the child*, or *child 2*."""
        has_article = self.number > 1 or self.relation is Relation.FAMILY
        return self.label if has_article else f"the {self.label}"


class Consent(Base, Addressed, AppendOnly):
    """One purpose that one person on the films, or whoever speaks for them, said yes to, from when to when.

    The evidence stays with the service: here stand its date, its version and its place.
    """

    __tablename__ = "consent"
    __table_args__ = (
        sa.Index("ix_consent_filmed_person_purpose", "filmed_person_id", "purpose"),
        sa.CheckConstraint("until_on IS NULL OR from_on <= until_on", name="from_before_until"),
    )

    filmed_person_id: Mapped[int] = mapped_column(sa.ForeignKey("filmed_person.id"))
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    given_on: Mapped[date]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    given_by: Mapped[Giver] = mapped_column(enum_column(Giver))
    evidence: Mapped[EvidenceKind] = mapped_column(
        enum_column(EvidenceKind), default=EvidenceKind.SIGNED_FORM
    )
    wording_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consent_wording.id"))
    form_version: Mapped[str] = mapped_column(sa.String(40))
    filed_at: Mapped[str] = mapped_column(sa.String(120))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    filmed_person: Mapped[FilmedPerson] = relationship()


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
    """That one of the cycle's two films was seen by the portal, or confirmed by the supervisor where it stays elsewhere.

    ``number`` is 1, and one more where the evidence before was annulled.
    """

    __tablename__ = "cycle_evidence"
    __table_args__ = (sa.UniqueConstraint("cycle_id", "kind", "number"),)

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"))
    kind: Mapped[FilmKind] = mapped_column(enum_column(FilmKind))
    number: Mapped[int] = mapped_column(default=1)
    basis: Mapped[EvidenceBasis] = mapped_column(enum_column(EvidenceBasis))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class EvidenceAnnulment(Base, AppendOnly):
    """The film behind a piece of evidence was the wrong one, and its cycle did not count yet: it is no evidence any more."""

    __tablename__ = "evidence_annulment"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle_evidence.id"), unique=True)
    annulled_at: Mapped[datetime] = mapped_column(default=clock.now)
    annulled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


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
