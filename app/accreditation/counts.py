"""The numbers beside a review: as they stand now, and frozen with the decision. They support a judgement only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pathways.models import Measure, Stage
from app.progress.tally import Progress, Standing


@dataclass(frozen=True, slots=True)
class CountLine:
    """One number beside its minimum; both in cycles, clients or minutes.

    ``is_guide`` marks a figure that says what is normal; ``covers_pathway`` one that counts over all stages;
    ``brought_forward`` of what is counted was done before the portal.
    """

    measure: Measure
    counted: int
    minimum: int
    is_guide: bool
    covers_pathway: bool
    brought_forward: int = 0

    @property
    def missing(self) -> int:
        """How much is still to come; nothing where the figure is reached."""
        return max(0, self.minimum - self.counted)


def list_lines(progress: Progress, stage: Stage) -> list[CountLine]:
    """The numbers that matter in a stage: its own, and those of the whole pathway."""
    return [_build_line(standing) for standing in progress.standings_in(stage.id)]


def freeze_lines(lines: Sequence[CountLine]) -> dict[str, Any]:
    """The numbers as plain data, to be kept with a decision."""
    return {
        "lines": [
            {
                "measure": line.measure.value,
                "counted": line.counted,
                "minimum": line.minimum,
                "is_guide": line.is_guide,
                "covers_pathway": line.covers_pathway,
                "brought_forward": line.brought_forward,
            }
            for line in lines
        ]
    }


def thaw_lines(counts: Mapping[str, Any]) -> list[CountLine]:
    """The numbers as they were kept with a decision."""
    return [
        CountLine(**{**line, "measure": Measure(line["measure"])})
        for line in counts.get("lines", ())
    ]


def _build_line(standing: Standing) -> CountLine:
    return CountLine(
        measure=standing.minimum.measure,
        counted=standing.counted,
        minimum=standing.minimum.minimum,
        is_guide=standing.minimum.is_guide,
        covers_pathway=standing.minimum.stage_id is None,
        brought_forward=standing.brought_forward,
    )
