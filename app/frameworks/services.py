"""The principles, written."""

from __future__ import annotations

from uuid import UUID, uuid4

import sqlalchemy as sa

from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.frameworks import errors
from app.frameworks.first_vocabulary import FIRST_VOCABULARY
from app.frameworks.models import Principle, PrincipleItem, Vocabulary
from app.frameworks.policies import can_edit_vocabulary
from app.frameworks.queries import find_draft, find_version_before, find_vocabulary
from app.frameworks.written import MOST_ITEMS, MOST_PRINCIPLES, Written, WrittenItem, read_written


def install_vocabulary(actor: Actor) -> None:
    """Publish the first vocabulary where there is none yet; what the office published since is left alone."""
    require(actor.is_system)
    if find_vocabulary() is not None:
        return
    vocabulary = Vocabulary(number=1, published_at=clock.now())
    for rung, template in enumerate(FIRST_VOCABULARY, start=1):
        items = [
            PrincipleItem(position=place, words=words)
            for place, words in enumerate(template.items, start=1)
        ]
        vocabulary.principles.append(
            Principle(position=rung, code=template.code, name=template.name, items=items)
        )
    db.session.add(vocabulary)
    db.session.flush()


def start_draft(actor: Actor) -> Vocabulary:
    """A draft that says what the version in force says; where there is one already, that one."""
    require(can_edit_vocabulary(actor))
    if (present := find_draft(actor)) is not None:
        return present
    in_force = find_vocabulary()
    draft = Vocabulary(number=in_force.number + 1 if in_force else 1)
    with refusing(db.session(), {"uq_vocabulary_number": Conflict}):
        db.session.add(draft)
    if in_force:
        draft.answer_within_ms = in_force.answer_within_ms
        _write(draft, read_written(in_force))
    record_event(actor, "vocabulary.drafted", "vocabulary", draft.uuid)
    return draft


def rewrite_draft(actor: Actor, draft: Vocabulary, written: Written) -> None:
    """Let a draft say this, in place of what it said. Raises VersionPublished, DraftEmpty, TooMuchWritten,
    CodeTwice."""
    require(can_edit_vocabulary(actor))
    _lock_draft(draft)
    if not written.principles:
        raise errors.DraftEmpty
    longest = max(len(principle.items) for principle in written.principles)
    if len(written.principles) > MOST_PRINCIPLES or longest > MOST_ITEMS:
        raise errors.TooMuchWritten
    known = _list_lineages(actor, draft)
    for principle in draft.principles:
        db.session.execute(
            sa.delete(PrincipleItem).where(PrincipleItem.principle_id == principle.id)
        )
    db.session.execute(sa.delete(Principle).where(Principle.vocabulary_id == draft.id))
    draft.answer_within_ms = written.answer_within_ms
    _write(draft, written, known)
    record_event(actor, "vocabulary.reworded", "vocabulary", draft.uuid)


def publish_draft(actor: Actor, draft: Vocabulary) -> None:
    """Offer a draft to everybody from now on, without items that never got words; what was tagged keeps its own.

    Raises VersionPublished, DraftEmpty, NothingChanged.
    """
    require(can_edit_vocabulary(actor))
    _lock_draft(draft)
    if not draft.principles:
        raise errors.DraftEmpty
    _drop_empty(draft)
    before = find_version_before(actor, draft)
    if before and read_written(before) == read_written(draft):
        raise errors.NothingChanged
    draft.published_at, draft.published_by_id = clock.now(), actor.hand
    record_event(actor, "vocabulary.published", "vocabulary", draft.uuid)


def discard_draft(actor: Actor, draft: Vocabulary) -> None:
    """Give up a draft. Raises VersionPublished."""
    require(can_edit_vocabulary(actor))
    _lock_draft(draft)
    for principle in draft.principles:
        for item in principle.items:
            db.session.delete(item)
        db.session.delete(principle)
    db.session.delete(draft)
    db.session.flush()
    record_event(actor, "vocabulary.discarded", "vocabulary", draft.uuid)


def _lock_draft(draft: Vocabulary) -> None:
    lock_row(db.session(), draft)
    if draft.published_at is not None:
        raise errors.VersionPublished


def _drop_empty(draft: Vocabulary) -> None:
    ids = [principle.id for principle in draft.principles]
    db.session.execute(
        sa.delete(PrincipleItem).where(
            PrincipleItem.principle_id.in_(ids), PrincipleItem.words == ""
        )
    )
    for principle in draft.principles:
        db.session.expire(principle, ["items"])


def _list_lineages(actor: Actor, draft: Vocabulary) -> frozenset[UUID]:
    """What items of the draft and of the version before it are known as; anything else is something new."""
    before = find_version_before(actor, draft)
    versions = [draft] if before is None else [draft, before]
    return frozenset(
        item.lineage
        for version in versions
        for principle in version.principles
        for item in principle.items
    )


def _write(draft: Vocabulary, written: Written, known: frozenset[UUID] | None = None) -> None:
    db.session.expire(draft, ["principles"])
    with refusing(db.session(), {"uq_principle_vocabulary_id_code": errors.CodeTwice}):
        db.session.add_all(
            Principle(
                vocabulary_id=draft.id,
                position=rung,
                code=principle.code,
                name=principle.name,
                items=[_build(place, item, known) for place, item in enumerate(principle.items, 1)],
            )
            for rung, principle in enumerate(written.principles, start=1)
        )
    db.session.expire(draft, ["principles"])


def _build(place: int, item: WrittenItem, known: frozenset[UUID] | None) -> PrincipleItem:
    is_known = known is None or item.lineage in known
    return PrincipleItem(
        position=place, words=item.words, lineage=item.lineage if is_known else uuid4()
    )
