"""The sheet itself: stills with a title each, drawn as a PDF outside any transaction."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date

from app.clips.films import film_store
from app.core.documents import draw_what_prints
from app.core.durations import format_day
from app.retention.exports.sheets.services import ChosenMoment

TEMPLATE = "stills.typ"


def draw_sheet(
    moments: Sequence[ChosenMoment], *, title: str, sentence: str, association: str, on: date
) -> bytes:
    """The sheet for the family. It carries no code and no name: whoever finds it learns nothing but what it shows."""
    words = {
        "title": title,
        "sentence": sentence,
        "association": association,
        "day": format_day(on),
        "moments": [
            {"title": moment.title, "pictures": [_embed(key) for key in moment.storage_keys]}
            for moment in moments
        ],
    }
    return draw_what_prints(TEMPLATE, words)


def _embed(storage_key: str) -> str:
    """The picture as a drawing that holds it: the way bytes reach a template."""
    reader = film_store().open_reader(storage_key)
    encoded = base64.b64encode(b"".join(reader.read(0, reader.length))).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90">'
        '<rect width="160" height="90" fill="#22313a"/>'
        f'<image width="160" height="90" href="data:image/jpeg;base64,{encoded}"/></svg>'
    )
