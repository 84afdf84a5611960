"""From a family's question to the answer it is given."""

from __future__ import annotations

from flask import Response

from app.core import clock
from app.core.actor import Actor
from app.core.durations import format_day
from app.extensions import current_settings, release_connection
from app.retention.exports.archives.answers import answer_archive
from app.retention.exports.archives.entries import Page
from app.retention.exports.archives.films import FilmDoor, find_taker
from app.retention.exports.records.paper import draw_record
from app.retention.exports.records.sections import write_json
from app.retention.exports.subject_access.films import (
    find_family_way_out,
    list_family_films,
    record_family_film,
)
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.retention.exports.subject_access.services import gather_family_record

INTRODUCTION = (
    "Everything the VIG Portal keeps about the work with one family, which it knows by its code alone. What the service "
    "keeps elsewhere, such as signed forms and its own record, the service tells."
)
README = """What is in this archive
=======================

family-data.pdf         to read
family-data.json        the same for programs
films/                  the films of the family, as they were sent
films-not-included.txt  every film that is not here, and why

Give it to the family in the way your service gives such answers, and to nobody else.
Erase your own copy when they have it: it is not protected as it was in the portal.

{association}, {day}
"""


def answer_family(actor: Actor, request: SubjectAccessRequest) -> Response:
    """The whole answer, made while it is sent."""
    record = gather_family_record(actor, request)
    films = list_family_films(actor, request)
    code, request_id = request.client.code, request.id

    def check(taker: Actor, clip_id: int) -> str:
        return find_family_way_out(taker, request_id, clip_id)

    door = FilmDoor(find_taker(), check, record_family_film)
    association = current_settings().association_name
    release_connection()
    words = README.replace("{association}", association)
    pages = [
        Page("README.txt", words.replace("{day}", format_day(clock.today())).encode()),
        Page("family-data.json", write_json(record)),
        Page("family-data.pdf", draw_record(record, association, INTRODUCTION)),
    ]
    return answer_archive(f"{code}-{clock.today()}", pages, films, door)
