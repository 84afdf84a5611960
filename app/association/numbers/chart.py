"""Accreditations over time as a picture. It is shown as an image, so it carries its own font."""

from __future__ import annotations

import base64
import enum
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import vl_convert

from app.association.numbers.palette import Theme, read_palette
from app.association.numbers.quarters import Quarter

FONT = "Atkinson Hyperlegible Next"
FONT_FILE = "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
EARLIER_OPACITY = 0.72
"""Bars before the last one step back, and still have 3:1 against the page."""
FEWEST_QUARTERS = 8
Row = dict[str, Any]
Colours = Mapping[str, str]
STATIC = Path(__file__).parents[2] / "static"


class Shape(enum.StrEnum):
    """Wide beside other things, narrow on a phone: drawn anew, so that words stay readable."""

    WIDE = "wide"
    NARROW = "narrow"


SIZES = {Shape.WIDE: (640, 200), Shape.NARROW: (290, 190)}
"""Width and height of the drawing in pixels, without the words around it."""


@lru_cache(maxsize=16)
def draw_accreditations(
    quarters: tuple[tuple[Quarter, int], ...], theme: Theme, shape: Shape = Shape.WIDE
) -> str:
    """Accreditations in each of at least one quarter, as SVG.

    Draws with an engine that must never run before a server forks: call it in requests alone.
    """
    svg: str = vl_convert.vegalite_to_svg(
        _describe(quarters, theme, shape), show_warnings=False, allowed_base_urls=[]
    )
    head, _, rest = svg.partition(">")
    return f"{head}>{_embed_font()}{rest}"


def _describe(
    quarters: Sequence[tuple[Quarter, int]], theme: Theme, shape: Shape
) -> dict[str, Any]:
    colours = read_palette(theme)
    width, height = SIZES[shape]
    rows = [
        {"day": quarter.first_day.isoformat(), "awards": awards}
        for quarter, awards in _widen(quarters)
    ]
    return {
        "width": width,
        "height": height,
        "padding": {"left": 2, "right": 24, "top": 12, "bottom": 2},
        "encoding": {"x": _describe_years(shape), "y": _describe_counts(rows)},
        "layer": [
            _draw_bars(rows[:-1], colours, EARLIER_OPACITY),
            _draw_bars(rows[-1:], colours, 1.0),
            *([_draw_number(rows[-1:], colours)] if shape is Shape.WIDE else []),
        ],
        "config": _configure(colours),
    }


def _widen(quarters: Sequence[tuple[Quarter, int]]) -> Sequence[tuple[Quarter, int]]:
    """At least `FEWEST_QUARTERS`, those before the first as nothing: a single bar says little."""
    widened = list(quarters)
    while len(widened) < FEWEST_QUARTERS:
        widened.insert(0, (widened[0][0].previous, 0))
    return widened


def _describe_years(shape: Shape) -> dict[str, Any]:
    step = 1 if shape is Shape.WIDE else 2
    return {
        "field": "day",
        "type": "temporal",
        "timeUnit": "yearquarter",
        "axis": {"title": None, "format": "%Y", "tickCount": {"interval": "year", "step": step}},
    }


def _describe_counts(rows: Sequence[Row]) -> dict[str, Any]:
    highest = max(row["awards"] for row in rows)
    return {
        "field": "awards",
        "type": "quantitative",
        "scale": {"domainMin": 0, "domainMax": max(4, highest * 1.12)},
        "axis": {"title": None, "tickCount": 4, "tickMinStep": 1, "format": "d"},
    }


def _draw_bars(rows: Sequence[Row], colours: Colours, opacity: float) -> dict[str, Any]:
    mark = {
        "type": "bar",
        "color": colours["accent-fill"],
        "opacity": opacity,
        "cornerRadiusEnd": 3,
        "binSpacing": 3,
    }
    return {"data": {"values": rows}, "mark": mark}


def _draw_number(rows: Sequence[Row], colours: Colours) -> dict[str, Any]:
    words = {
        "type": "text",
        "dy": -11,
        "fontSize": 15,
        "fontWeight": 700,
        "color": colours["accent"],
    }
    middle = {"field": "day", "type": "temporal", "timeUnit": "yearquarter", "bandPosition": 0.5}
    encoding = {"text": {"field": "awards"}, "x": middle}
    return {"data": {"values": rows}, "mark": words, "encoding": encoding}


def _configure(colours: Colours) -> dict[str, Any]:
    return {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours["soft"],
            "labelFontSize": 13,
            "gridColor": colours["line"],
            "domain": False,
            "ticks": False,
            "labelPadding": 10,
        },
        "axisX": {"grid": False},
    }


@cache
def _embed_font() -> str:
    file = STATIC / FONT_FILE
    if not file.exists():  # the machine's own letters then
        return ""
    data = base64.b64encode(file.read_bytes()).decode()
    return (
        f'<style>@font-face{{font-family:"{FONT}";font-weight:200 800;'
        f"src:url(data:font/woff2;base64,{data})}}</style>"
    )
