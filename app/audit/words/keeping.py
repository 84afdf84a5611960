"""Words for how long films stay, and what becomes of them when a case is closed."""

from __future__ import annotations

from collections.abc import Mapping

from app.audit.words.wording import Words

KEEPING_WORDS: Mapping[str, Words] = {
    "case.closed": Words("Case closed", "You closed a case"),
    "case.reopened": Words("Case opened again", "You opened a case again"),
    "closing.taken": Words(
        "Record of a closing taken",
        "You took the record of a closing",
        "You took the record of a closing of {other}",
        "{other} took the record of a closing",
    ),
    "erasure.ordered": Words(
        "Erasure of a film ordered",
        "You had a film erased",
        by="A film of yours goes: the portal erases it",
    ),
    "evidence.annulled": Words(
        "Evidence of a cycle taken back", "You took back what a wrong film was evidence of"
    ),
    "hold.placed": Words(
        "Hold placed",
        "You placed a hold",
        "You placed a hold on a film of {other}",
        "{other} placed a hold",
    ),
    "hold.moved": Words(
        "Hold given another end",
        "You gave a hold another end",
        "You gave a hold on a film of {other} another end",
        "{other} gave a hold another end",
    ),
    "hold.renewed": Words("Hold renewed", "You renewed a hold", by="{other} renewed a hold"),
    "hold.lifted": Words(
        "Hold lifted",
        "You lifted a hold",
        "You lifted a hold on a film of {other}",
        "{other} lifted a hold",
    ),
    "keeping.extended": Words(
        "Film kept longer",
        "You had a film kept longer",
        "You had a film of {other} kept longer",
        "{other} had a film of yours kept longer",
    ),
    "data.exported": Words(
        "Own data taken out", "You took everything that is yours out of the portal"
    ),
    "film.exported": Words("Film taken out", "You took a film of your work out of the portal"),
    "leaving.asked": Words("Leaving asked for", "You asked to leave"),
    "leaving.withdrawn": Words("Leaving withdrawn", "You stayed after all"),
    "leaving.begun": Words(
        "Leaving begun",
        "You closed an account for good",
        "You closed the account of {other} for good",
        "Your account was closed for good",
        is_office=True,
    ),
    "leaving.taken_back": Words(
        "Leaving taken back",
        "You opened an account again",
        "You opened the account of {other} again",
        "Your account was opened again",
        is_office=True,
    ),
    "person.left": Words("Person left", by="A person left, and their name was erased"),
    "access.asked": Words(
        "Family asked what is kept",
        "You passed a family’s question on",
        "You passed the question of a family on to {other}",
        "A family you work with asked what is kept about it",
    ),
    "access.answered": Words(
        "Family answered",
        "You took out what is kept about a family",
        "You took out what is kept about a family {other} worked with",
        "{other} took out what is kept about a family you worked with",
    ),
    "film.given_to_family": Words(
        "Film taken out for its family",
        "You took a film out for its family",
        "You took a film of {other} out for its family",
        "{other} took a film of yours out for its family",
    ),
}
