"""A fresh proof of who somebody is, asked before what families and the register rest on.

The page that asks carries along whatever was sent, so that confirming completes it: nothing is typed or chosen twice.
"""

from __future__ import annotations

import time
from functools import partial

from flask import g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.factors.proof import is_passkey, offer_proof
from app.accounts.models import Person
from app.accounts.sign_ins.browser import KEY, current_sign_in, is_fresh
from app.accounts.sign_ins.forms import ConfirmationForm
from app.accounts.sign_ins.keys import hash_key
from app.accounts.sign_ins.queries import find_sign_in
from app.accounts.sign_ins.services import open_films
from app.accounts.tries.guard import is_password
from app.accounts.tries.limits import TooManyTries
from app.core.actor import SYSTEM
from app.core.errors import DomainError, NotFound
from app.extensions import accepts_page, keep, unit_of_reading

FILM_ENDPOINTS = frozenset({"clips.create_viewing", "screenings.create_screening"})
"""Ask once in each sign-in: after that, one film follows another without a question."""

OPENING_ENDPOINTS = FILM_ENDPOINTS | {"visits.create_visit"}
"""After the proof that these ask for, films play in this sign-in."""

PLAYING_ENDPOINTS = frozenset(
    {
        "captions.show_track",
        "clips.show_film",
        "clips.show_frames",
        "clips.show_viewing",
        "clips.show_waveform",
        "screenings.show_film",
        "screenings.show_frames",
        "screenings.show_screening",
        "visits.show_film",
    }
)
"""What plays under a viewing, a screening or a visit. One from an earlier sign-in stands in the browser's history, and asked for no proof in this."""

FRESH_ENDPOINTS = {
    **dict.fromkeys(FILM_ENDPOINTS, "open the film of a family"),
    "annotations.create_export": "take what was written about a film out of the portal",
    "closings.create_closing": "close a case",
    "showings.create_showing": "show the film of a family to somebody",
    "holds.create_renewal": "renew a hold",
    "holds.create_lifting": "lift a hold",
    "visits.create_visit": "take a film along to a visit",
    "timelines.create_summary": "take the summary of a case out of the portal",
    "accreditation.create_decision": "decide on a stage",
    "imports.create_confirmation": "bring members into the portal",
    "imports.create_problem_list": "take a list out of the portal",
    "association.create_export": "take a list out of the portal",
    "factors.create_app": "add a second factor",
    "factors.create_app_removal": "take a second factor away",
    "factors.create_passkey_removal": "take a second factor away",
    "factors.create_recovery_codes": "make new recovery codes",
    "security.wan_register_response": "add a second factor",
    "home.create_vouch": "vouch for somebody",
    "people.create_factor_reset": "reset somebody’s second factor",
    "people.create_role": "give somebody a role",
    "people.update_person": "change the address somebody signs in with",
    "approvals.create_approval": "record what an organisation approved",
    "retention_rules.create_rule": "change how long films are kept",
    "named_people.create_naming": "name somebody who may withdraw consents",
    "withdrawals.create_withdrawal": "end the consent of a family",
    "events.create_export": "take a list out of the portal",
    "erasures.create_export": "take a list out of the portal",
    "leaving.create_leaving": "ask to leave",
    "leavings.create_leaving": "close somebody’s account for good",
    "subject_access.create_export": "take out what is kept about a family",
    "subject_access.create_archive": "take out what is kept about a family",
    "sheets.create_sheet": "take stills of a family out of the portal",
    "own_data.create_export": "take everything that is yours out of the portal",
}
"""What asks for a proof within the last quarter of an hour, and the words for it."""

PASSWORD = "confirm_password"  # noqa: S105  # the name of a field
PASSKEY = "confirm_passkey"
OF_ITS_OWN = {PASSWORD, PASSKEY, "csrf_token"}


class ConfirmationNeeded(DomainError):
    """A script asked for what a page must ask for."""

    status = 401
    title = "Please confirm that it is you"
    message = "You signed in a while ago. Confirm on the page that it is you, and go on."


def take_confirmation() -> None:
    """Look at the proof that came with the request, before its transaction: hashing must hold no lock."""
    if request.endpoint not in FRESH_ENDPOINTS or not {PASSWORD, PASSKEY} & request.form.keys():
        return
    with unit_of_reading():
        found = find_sign_in(hash_key(session.get(KEY, "")))
        is_right = found is not None and _is_right(found.person)
    g.is_refused = not is_right
    if is_right:
        session["fs_paa"] = time.time()  # where Flask-Security keeps it


def _is_right(person: Person) -> bool:
    if answer := request.form.get(PASSKEY):
        return is_passkey(person, answer)
    try:
        return is_password(person, request.form.get(PASSWORD, ""))
    except TooManyTries as refusal:
        g.refusal = refusal  # said once it is known whose page it is
        return False


def ask_for_confirmation() -> ResponseReturnValue | None:
    """The page that asks, where this endpoint wants a proof that is not there; None where the way is free.

    Raises NotFound for a film under a viewing or visit of another sign-in, before any film was opened in this one.
    """
    if refusal := g.get("refusal"):
        raise refusal
    here = current_sign_in()
    if request.endpoint in PLAYING_ENDPOINTS and here is not None and not here.has_opened_films:
        raise NotFound
    if request.endpoint not in FRESH_ENDPOINTS or here is None:
        return None
    if request.endpoint in FILM_ENDPOINTS and here.has_opened_films:
        return None
    if not is_fresh():
        return _ask(FRESH_ENDPOINTS[request.endpoint])
    if request.endpoint in OPENING_ENDPOINTS and here.id is not None:
        keep(partial(open_films, SYSTEM, here.id))
    return None


def _ask(what: str) -> ResponseReturnValue:
    if not accepts_page():
        raise ConfirmationNeeded
    form = ConfirmationForm(formdata=None)
    if g.get("is_refused"):
        form.refuse("passkey" if request.form.get(PASSKEY) else "password")
    page = render_template(
        "accounts/confirmation.html",
        form=form,
        what=what,
        passkey_options=offer_proof(current_user),
        carried=[pair for pair in request.form.items(multi=True) if pair[0] not in OF_ITS_OWN],
        action=request.full_path.rstrip("?"),
    )
    return page, ConfirmationNeeded.status
