"""What the cells of a list may name: pathways with their stages, and the lists of a profile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.accounts.profiles.models import ChoiceKind
from app.association.imports.cells import CellUnreadable
from app.pathways.models import PathwayVersion, Stage


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every pathway version, the one of new trainees, and the ids of profile choices by their words in small letters."""

    versions: Sequence[PathwayVersion]
    default: PathwayVersion
    choices: Mapping[ChoiceKind, Mapping[str, int]]

    def find_version(self, text: str) -> PathwayVersion:
        """The version of this name; the newest where no number is given. Raises CellUnreadable."""
        found = re.fullmatch(r"(.*?)[ ,]*(?:\bv(?:ersion)? ?([0-9]{1,4}))?", text.casefold())
        name, number = (found[1], found[2]) if found else (text.casefold(), None)
        fitting = [
            version
            for version in self.versions
            if name in {version.pathway.name.casefold(), version.pathway.slug}
            and (number is None or version.number == int(number))
        ]
        if not fitting:
            names = " or ".join(sorted({f"“{v.pathway.name}”" for v in self.versions}))
            raise CellUnreadable(f"“{text}” is not a pathway here. Write {names}.")
        return max(fitting, key=lambda version: version.number)

    def find_choice(self, kind: ChoiceKind, text: str) -> int:
        """The entry of a profile's list. Raises CellUnreadable."""
        if (found := self.choices[kind].get(text.casefold())) is None:
            raise CellUnreadable(
                f"“{text}” is not in the portal's list. Add it there first, or leave the cell empty."
            )
        return found


def find_stage(version: PathwayVersion, text: str) -> Stage:
    """A stage by its name or by its number, counted from 1. Raises CellUnreadable."""
    wanted = re.sub(r"^stage (?=[0-9]+$)", "", text.casefold())
    for stage in version.stages:
        if wanted in {stage.name.casefold(), str(stage.position)}:
            return stage
    raise CellUnreadable(
        f"“{text}” is not a stage of this pathway. Write a number from 1 to {len(version.stages)}."
    )


def counts_by_stage(version: PathwayVersion) -> bool:
    """Whether any minimum belongs to one stage alone."""
    return any(needed.stage_id is not None for needed in version.requirements)
