"""Taking stills of an edited film out of the portal, as a sheet for the family."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.audit.services import record_event
from app.clips.edited_films.models import EditedFilm
from app.clips.models import Clip
from app.core.actor import Actor
from app.core.policy import require
from app.retention.exports.sheets.errors import NothingChosen, StillsStay, TooManyChosen
from app.retention.exports.sheets.policies import can_take_sheet
from app.retention.exports.sheets.queries import find_obstacle, list_sheet_moments

MOST = 24
"""Stills on one sheet: four pages at most."""


@dataclass(frozen=True, slots=True)
class ChosenMoment:
    """What is drawn of one moment: its title, and where its pictures are sealed. It outlives the transaction."""

    title: str
    storage_keys: Sequence[str]


def choose_stills(
    actor: Actor, film: EditedFilm, still_uuids: Collection[UUID]
) -> Sequence[ChosenMoment]:
    """The chosen stills moment by moment, with the taking on record for each of their films.

    Raises NothingChosen, TooManyChosen, StillsStay.
    """
    require(can_take_sheet(actor, film.client))
    chosen: list[ChosenMoment] = []
    clips: dict[int, Clip] = {}
    for moment in list_sheet_moments(actor, film):
        stills = [still for still in moment.stills if still.uuid in still_uuids]
        if stills:
            keys = [still.storage_key for still in stills if still.storage_key is not None]
            chosen.append(ChosenMoment(moment.part.words, keys))
            clips |= {still.clip_id: still.clip for still in stills}
    if not chosen:
        raise NothingChosen
    if sum(len(moment.storage_keys) for moment in chosen) > MOST:
        raise TooManyChosen(MOST)
    if obstacle := find_obstacle(actor, film.client, clips.keys()):
        raise StillsStay(obstacle)
    for clip in clips.values():
        record_event(actor, "stills.taken", "clip", clip.uuid)
    return chosen
