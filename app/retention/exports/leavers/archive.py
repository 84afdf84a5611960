"""From somebody's own record and films to the answer they keep."""

from __future__ import annotations

from contextlib import suppress

from flask import Response

from app.accreditation.awards.answers import describe_certificate
from app.accreditation.awards.certificate import CertificateWords, draw_certificate
from app.accreditation.awards.policies import can_issue_certificate
from app.accreditation.awards.queries import find_own_award
from app.accreditation.errors import NameNotDrawable
from app.core import clock
from app.core.actor import Actor
from app.core.durations import format_day
from app.extensions import current_settings, release_connection
from app.retention.exports.archives.answers import answer_archive
from app.retention.exports.archives.entries import Page
from app.retention.exports.archives.films import FilmDoor, find_taker
from app.retention.exports.leavers.films import find_way_out, list_own_films, record_taking
from app.retention.exports.leavers.services import gather_own_record
from app.retention.exports.records.paper import draw_record
from app.retention.exports.records.sections import write_json

INTRODUCTION = (
    "Everything the VIG Portal keeps that is yours: who you are here, your work, what you wrote and were given, and your "
    "sign-off. Families stand here by their code alone; what they said is theirs. Films, where they may leave, are "
    "in the same archive."
)
README = """What is in this archive
=======================

your-data.pdf           to read
your-data.json          the same for programs, with everything that is too long for paper
certificate.pdf         your certificate, if you are accredited
films/                  films of your work, as you sent them, where they may leave the portal
films-not-included.txt  every film that is not here, and why

The films show families. They are as safe from now on as the place where you keep them: keep them sealed,
for as long as each family's consent lasts, and erase them when it ends.

{association}, {day}
"""
"""What somebody reads first. Lines of it are as wide as any editor shows."""


def answer_own_archive(actor: Actor) -> Response:
    """The whole archive of the actor, made while it is sent."""
    record, certificate = gather_own_record(actor), _find_certificate(actor)
    films = [own.film for own in list_own_films(actor)]
    door = FilmDoor(find_taker(), find_way_out, record_taking)
    association = current_settings().association_name
    release_connection()
    pages = [
        Page("README.txt", _write_readme(association)),
        Page("your-data.json", write_json(record)),
        Page("your-data.pdf", draw_record(record, association, INTRODUCTION)),
        *_draw_certificate(certificate),
    ]
    return answer_archive(f"your-data-{clock.today()}", pages, films, door)


def _find_certificate(actor: Actor) -> CertificateWords | None:
    award = find_own_award(actor)
    if award is None or not can_issue_certificate(actor, award):
        return None
    return describe_certificate(award)


def _draw_certificate(words: CertificateWords | None) -> list[Page]:
    """The certificate where there is one; a name that no font can write is told of where it is asked for alone."""
    with suppress(NameNotDrawable):
        return [] if words is None else [Page("certificate.pdf", draw_certificate(words))]
    return []


def _write_readme(association: str) -> bytes:
    words = README.replace("{association}", association)
    return words.replace("{day}", format_day(clock.today())).encode()
