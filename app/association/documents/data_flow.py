"""The data-flow sheet: what goes where, who sees it, how long it stays."""

from __future__ import annotations

from datetime import date

from app.association.documents.facts import Facts
from app.association.documents.sheet import (
    Block,
    Section,
    Sheet,
    enumerate_words,
    note,
    say,
    tabulate,
)

TRYING_OUT = (
    "This sheet was made by an installation for trying out. What it says about places and lines is true of that "
    "installation, and not of one that holds real films."
)


def write_data_flow(facts: Facts, day: date) -> Sheet:
    """The sheet for one organisation or for any."""
    return Sheet(
        title="Data-flow sheet",
        kicker=f"For {facts.for_whom} · VIG Portal of {facts.association}, {facts.address}",
        association=facts.association,
        day=day,
        opening=list_opening(facts),
        sections=[
            Section("The flow", [_draw_flow(facts)]),
            Section("Where it is", [_list_places(facts)]),
            Section("What is kept", [_list_data()]),
            Section("Who sees what", [_list_audiences(), say(OFFICE)]),
            Section("How long", [_list_periods(facts)]),
            Section("How it is kept safe", [_list_measures(facts)]),
            Section("Who else is involved", [_list_providers(facts)]),
            Section("Whom to turn to", [list_contacts(facts)]),
        ],
    )


OFFICE = (
    "The association’s office sees names, stages, counts, dates and decisions. It sees no film, no client and no word "
    "about a family, and there is no way for anybody to act as somebody else."
)


def list_opening(facts: Facts) -> list[Block]:
    """What every paper begins with."""
    opening = [
        say(
            "Video Interaction Guidance (VIG) looks at short films of moments that go well between a child and an "
            "adult. Practitioners in training film, watch the films with the family, and take them to supervision. "
            f"{facts.association} runs this portal for that work. This paper was written by the portal itself from "
            "its settings on the day in the footer."
        )
    ]
    if not facts.is_real:
        opening.append(note(TRYING_OUT))
    return opening


def list_contacts(facts: Facts) -> Block:
    """Whom to turn to, with lines left open where nothing is on record."""
    organisation = facts.organisation
    missing = "to be filled in"
    rows = [
        ("Data controller of the films", facts.controller),
        ("Lead in the organisation", (organisation.lead if organisation else "") or missing),
        (
            "Privacy contact for families",
            (organisation.privacy_contact if organisation else "") or missing,
        ),
        (
            "Safeguarding contact",
            (organisation.safeguarding_contact if organisation else "") or missing,
        ),
        ("The association, for the portal", facts.privacy_contact),
    ]
    return tabulate(("For", "Who"), rows, (2, 3))


def _draw_flow(facts: Facts) -> Block:
    is_tls = facts.line.startswith("HTTPS")
    return {
        "kind": "flow",
        "alt": (
            "Browsers of the trainee, the supervisor and an appointed reviewer speak to the portal alone. The portal "
            "seals each film as it arrives and keeps films, their keys and the database in places of their own. "
            "Letters leave through a mail server and hold nothing about a family."
        ),
        "left": [
            ("Trainee’s browser", "Sends films in pieces, watches them with the family"),
            ("Supervisor’s browser", "Watches while the family’s consent to supervision runs"),
            ("Appointed reviewer’s browser", "Watches chosen films while the consent for it runs"),
        ],
        "middle": [
            (
                "The portal",
                "Seals each piece as it arrives, asks for consent again at every piece it plays",
            ),
        ],
        "right": [
            ("Films, sealed", _begin(facts.films_place)),
            ("Keys of the films", _begin(facts.keys_place)),
            ("Database", facts.database),
            ("Letters", facts.mail),
        ],
        "outside": "HTTPS" if is_tls else "HTTP",
        "inside": "inside",
    }


def _list_places(facts: Facts) -> Block:
    rows = [
        (
            "Films, stills and everything made of them",
            _begin(facts.films_place),
            "Sealed from the first byte",
        ),
        (
            "A film while it is being sent",
            f"Also the sender’s own browser, until it has arrived, at most {facts.unfinished_days} days",
            "Sealed; the key cannot be read out; wiped at sign-out",
        ),
        ("Keys of the films", _begin(facts.keys_place), "Wrapped, one key for each film"),
        (
            "Client codes, dates, consents, words",
            facts.database,
            "Not sealed by the portal: encrypt the disk",
        ),
        ("Letters", facts.mail, "No client code, no word about a family"),
        ("The line to browsers", _begin(facts.line), ""),
    ]
    return tabulate(("What", "Where", "How"), rows, (3, 4, 3))


def _list_data() -> Block:
    return enumerate_words(
        "Of a family: a client code that the portal makes, an age band, the kind of place, who is on the films by "
        "relation (such as parent or child), which purposes each of them said yes to and until when, on which version "
        "of the form, and where the service files the form. Never a name, a date of birth or an address.",
        "Films of an interaction and of its shared review, with stills made of them. They show children, and are "
        "treated as special category data throughout.",
        "Words: goals, the client’s own words, notes and feedback. While somebody types, the portal points out what "
        "looks like a date of birth, postcode, telephone number, e-mail address or NHS number.",
        "Of trainees and supervisors: account, training, sessions, reviews, and a sealed record of what was done.",
    )


def _list_audiences() -> Block:
    rows = [
        ("The trainee whose work it is", "Their own films and cases", "VIG"),
        ("Their own supervisor", "Those films, and what is said about them", "Supervision"),
        (
            "A reviewer whom the association appoints",
            "Films shown to them, until they have decided",
            "Accrediting or other supervisor",
        ),
        ("A colleague in training", "Single films shown to them", "Intervision"),
        (
            "A person whom the organisation named",
            "Nothing; they withdraw a consent by client code",
            "none",
        ),
        ("Anybody for teaching or research", "Nothing in the portal", "opens nothing here"),
    ]
    return tabulate(("Who", "Sees", "Consent that has to run"), rows, (3, 4, 3))


def _list_periods(facts: Facts) -> Block:
    rows = [
        (
            "Films and everything made of them",
            f"Until {facts.rule}, or until a consent ends, whichever comes first",
        ),
        (
            "After a withdrawal",
            "Closed to that audience at once; where nothing permits keeping, erasure begins",
        ),
        (
            "Backups of the keys of films",
            "30 days; without its key an erased film cannot be read from any backup",
        ),
        ("A film that stopped arriving", f"{facts.unfinished_days} days"),
        (
            "Dates, counts and decisions",
            "As long as the register of practitioners: they name no family",
        ),
        (
            "The record of erasure",
            "Outlives the film: what, when and why, with a mark of the content",
        ),
        (
            "A sign-in",
            f"{facts.idle_minutes} minutes without a request, {facts.longest_hours} hours at most",
        ),
    ]
    return tabulate(("What", "How long"), rows, (2, 3))


def _list_measures(facts: Facts) -> Block:
    return enumerate_words(
        "Each film is sealed with AES-256-GCM under a key of its own, in pieces of 1 MiB, as it arrives. Those keys "
        "are wrapped by a master key from the server’s environment. Erasing a film destroys its key first.",
        "Everybody needs a second factor or a passkey. Opening the first film in a sign-in asks for a fresh proof.",
        "Consent is asked for at each piece of a film that is played, for everybody the film shows. Films cannot be "
        "downloaded, and no cache keeps them.",
        "Who watched a film is named to the trainee whose work it is. The record of what was done is chained and "
        "sealed, so that nobody can change it unseen.",
        f"A film may have {facts.film_limit}. Places and other data in its file, such as a telephone’s position, are "
        "removed before anybody watches it.",
        "The portal loads nothing from other servers and follows nobody.",
    )


def _list_providers(facts: Facts) -> Block:
    return tabulate(("Who", "Holds or passes on"), facts.providers, (2, 3))


def _begin(words: str) -> str:
    """The words as they begin a cell."""
    return words[:1].upper() + words[1:]
