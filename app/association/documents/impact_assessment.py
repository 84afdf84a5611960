"""A data-protection impact assessment, written as far as the portal can know; the controller decides the rest."""

from __future__ import annotations

from datetime import date

from app.association.documents.data_flow import OFFICE, list_contacts, list_opening
from app.association.documents.facts import Facts
from app.association.documents.sheet import (
    Block,
    Section,
    Sheet,
    enumerate_words,
    leave_room,
    note,
    offer,
    say,
    tabulate,
)

RISKS = (
    (
        "A film reaches somebody the family did not agree to",
        "Visibility rests on consent for each person and purpose, asked again at each piece; no downloads; second factors; everyone who watched is named",
        "Tell the trainee at once when a family changes its mind",
    ),
    (
        "A film is stolen with a disk, a bucket or a backup",
        "Each film is sealed with its own key; keys are kept apart and wrapped",
        "Keep the master key in a safe; encrypt the server’s disk",
    ),
    (
        "A film is kept for too long",
        "A last day on every film, reminders before it, erasure by the portal; a record of it outlives the film",
        "Agree the period, and close cases that are over",
    ),
    (
        "A family withdraws and is not heard",
        "Withdrawal by the trainee, the supervisor, or by client code through a person the organisation names; films close at once",
        "Name that person, and give each family its slip",
    ),
    (
        "Words tell who a family is",
        "Client codes made by the portal, age bands, no field for a name; identifying words are pointed out while typing and again on the server; samples are audited",
        "Keep names in the service’s own record",
    ),
    (
        "A child grows up and was never asked",
        "A month from which each person speaks for themselves; without a new yes films close",
        "Ask again in time",
    ),
    (
        "Something on a film is a safeguarding matter",
        "Each film’s page points to the organisation’s contact; a hold stops erasure and hides the film from all but those named",
        "Follow the organisation’s own procedure; the portal takes no details",
    ),
    (
        "Somebody signs in as somebody else",
        "Second factors for everybody, tries are counted and slowed, sign-ins end, resets of a factor are told to owner and office",
        "Tell the association when somebody leaves",
    ),
    (
        "A telephone’s copy of the film stays behind",
        "The portal cannot reach it; it asks the sender what became of it until they have answered, and keeps the answer",
        "Have a rule for filming devices: film on a managed one, and delete the copy after sending",
    ),
    (
        "Trainees lose evidence when films go",
        "Counts, dates and sign-offs outlive films and name no family",
        "None needed",
    ),
)


def write_impact_assessment(facts: Facts, day: date) -> Sheet:
    """The assessment for one organisation or for any."""
    return Sheet(
        title="Impact assessment",
        kicker=f"Data-protection impact assessment (DPIA), a draft for {facts.for_whom} · VIG Portal of {facts.association}",
        association=facts.association,
        day=day,
        opening=[
            *list_opening(facts),
            note(
                "A draft. What the portal does is filled in; what only the controller can decide is left open, "
                "with boxes to tick and lines to write on."
            ),
        ],
        sections=[
            Section("1. Who is responsible", [list_contacts(facts)]),
            Section("2. What is done, and why", _describe_work(facts)),
            Section("3. Why an assessment", [_list_reasons()]),
            Section("4. Lawful basis, to be chosen by the controller", _offer_bases()),
            Section("5. Is it needed, and no more than needed", [_list_proportion(facts)]),
            Section(
                "6. Who was asked",
                [
                    leave_room(
                        "Families, or those who speak for them",
                        "Staff",
                        "Information-governance lead",
                        "Data-protection officer",
                    )
                ],
            ),
            Section("7. Risks and measures", [_list_risks(), say(SCALE)]),
            Section("8. The rights of families", [_list_rights()]),
            Section("9. Decision", _leave_decision()),
        ],
    )


SCALE = (
    "The last column is for the controller: how likely and how grave the risk is after the measures (low, medium, high), "
    "and whether it is accepted."
)


def _describe_work(facts: Facts) -> list[Block]:
    return [
        say(
            "Practitioners in training film a few minutes of an interaction and of its shared review, send both to the "
            "portal, watch them with the family, and talk about them with their supervisor. Some films are shown to a "
            "second supervisor who judges the practitioner’s work, never the family."
        ),
        enumerate_words(
            f"Films are in {facts.films_place}. Their keys are in {facts.keys_place}.",
            f"Everything else is in {facts.database}. {OFFICE}",
            f"Films are kept until {facts.rule}, unless a consent ends sooner.",
            "Who: children, their parents or carers, and professionals around them. They are known by a client code.",
            "Where films are not approved, the same work is logged without films and counts just as much.",
        ),
        say(
            "The data-flow sheet of the same day has the details: places, lines, audiences and periods."
        ),
    ]


def _list_reasons() -> Block:
    return enumerate_words(
        "The films show children and may show health, family life and difficulty: special category data of people who "
        "are easily harmed.",
        "Films are shared beyond the service, with supervisors who work elsewhere.",
        "Nothing is decided by a machine: no scoring, no recognition of faces or voices, no advertising.",
    )


def _offer_bases() -> list[Block]:
    return [
        say("Article 6 of the UK GDPR:"),
        offer("Consent (6.1.a)", "Public task (6.1.e)", "Legitimate interests (6.1.f)", "Another:"),
        say("Article 9, for special category data:"),
        offer("Explicit consent (9.2.a)", "Health or social care (9.2.h)", "Another:"),
        say(
            "The consents that the portal records are asked for in any case, for each person and purpose. Which of them "
            "is also the lawful basis is the controller’s decision."
        ),
        leave_room("Why this basis"),
    ]


def _list_proportion(facts: Facts) -> Block:
    return enumerate_words(
        "Without film there is no VIG: the method is to look closely at seconds that went well.",
        f"Films are short, at most {facts.film_limit} each, and go when their time is over.",
        "No names, dates of birth or addresses are asked for. Ages are bands, and the day of a birthday is never kept.",
        "Each purpose is a question of its own. Teaching and research open nothing in the portal.",
        "An organisation can approve counts alone.",
    )


def _list_risks() -> Block:
    rows = [(*row, "") for row in RISKS]
    head = ("Risk", "What the portal does", "What the organisation does", "What is left")
    return tabulate(head, rows, (3, 5, 3, 2))


def _list_rights() -> Block:
    return enumerate_words(
        "To be told: the consent form and the slip say what happens, in plain words.",
        "To change their mind: at once, for one purpose or for all, by anybody the family tells.",
        "To see and to have a copy: asked of the controller, with the client code.",
        "To erasure: a film is erased with everything made of it. Dates and counts stay; they name nobody.",
    )


def _leave_decision() -> list[Block]:
    return [
        offer(
            "Films and counts may be in the portal",
            "Counts only: the work is logged without films",
            "Not approved",
        ),
        leave_room(
            "For everybody, or for whom",
            "From, until",
            "Conditions",
            "Decided by (name, post)",
            "Date, signature",
            "To be looked at again on",
        ),
    ]
