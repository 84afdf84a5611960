"""The summary of a case on paper: its code, its goals, its cycles. No still, no name, no place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.cases.goals.views import GoalView
from app.clips.timelines.queries import CaseStory
from app.clips.timelines.telling import CycleRecord
from app.core.durations import format_day


def describe_summary(story: CaseStory, association: str, day: date) -> Mapping[str, Any]:
    """Everything the template `case-summary` says."""
    counted = sum(record.counts for record in story.cycles)
    return {
        "code": story.client.code,
        "association": association,
        "day": format_day(day),
        "age_band": story.client.age_band.label,
        "counted": f"{counted} of {len(story.cycles)} begun" if story.cycles else "none yet",
        "goals": [_describe_goal(view) for view in story.goals],
        "cycles": [_describe_cycle(record) for record in story.cycles],
        "said": [
            {"cycle": record.cycle.number, "words": record.review.client_words}
            for record in story.cycles
            if story.are_words_open and record.review is not None and record.review.client_words
        ],
        "are_words_open": story.are_words_open,
    }


def _describe_goal(view: GoalView) -> Mapping[str, Any]:
    chart = view.chart
    return {
        "number": view.goal.number,
        "question": view.question,
        "would_know": view.would_know,
        "scale": {
            "low": view.scale.low,
            "high": view.scale.high,
            "low_words": view.scale.low_words,
            "high_words": view.scale.high_words,
        },
        "height": chart.height,
        "top": chart.top,
        "bottom": chart.bottom,
        "points": [
            {
                "x": point.x,
                "y": point.y,
                "value": point.mark.value,
                "when": point.mark.moment.short_label if point.is_named else "",
                "is_apart": point.is_apart,
            }
            for point in chart.points
        ],
        "ratings": [
            {
                "when": rated.moment.label,
                "day": format_day(rated.rating.rated_on),
                "value": rated.rating.value,
                "words": rated.words,
            }
            for rated in view.ratings
        ],
    }


def _describe_cycle(record: CycleRecord) -> Mapping[str, Any]:
    return {
        "number": record.cycle.number,
        "filmed": format_day(record.cycle.filmed_on) or "–",
        "reviewed": format_day(record.cycle.reviewed_on) or "–",
        "supervised": format_day(record.supervised_on) or "–",
        "counts": "yes" if record.counts else "not yet",
    }
