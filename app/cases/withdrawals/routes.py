"""A family ends its consent through its organisation or the office, by its code alone."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.tries.guard import check_guess
from app.accounts.tries.models import TryKind
from app.cases.client_codes import is_well_spelt, spell_code
from app.cases.models import Client
from app.cases.policies import can_ask_for_codes
from app.cases.withdrawals.forms import CodeForm, CodeWithdrawalForm
from app.cases.withdrawals.queries import find_client_by_code, get_withdrawal
from app.cases.withdrawals.services import withdraw_by_code
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("withdrawals", __name__)

UNKNOWN = "No family has this code here. Read it once more from the slip, sign by sign."
MISTYPED = "The last sign does not fit the others, so one of them may be mistyped. " + UNKNOWN


@bp.get("/withdrawals")
def new_withdrawal() -> str:
    """Where a code is typed."""
    require(can_ask_for_codes(current_actor()))
    return render_template("cases/withdrawals/new.html", form=CodeForm())


@bp.post("/withdrawals/codes")
def create_question() -> ResponseReturnValue:
    """Whether the code exists, and what the family ends; nothing else of the case is said."""
    require(can_ask_for_codes(current_actor()))
    form = CodeForm()
    if form.validate_on_submit() and (client := _find_client(form.code.data or "")) is not None:
        return _ask(client, CodeWithdrawalForm(formdata=None, code=client.code))
    if form.code.data:
        form.code.errors = [_say_why(form.code.data)]
    return render_template("cases/withdrawals/new.html", form=form), 422


@bp.post("/withdrawals")
def create_withdrawal() -> ResponseReturnValue:
    """End it at once, and show the receipt."""
    require(can_ask_for_codes(current_actor()))
    form = CodeWithdrawalForm()
    is_whole = form.validate_on_submit()
    if not form.code.data or (client := _find_client(form.code.data)) is None:
        return render_template("cases/withdrawals/new.html", form=CodeForm(formdata=None)), 422
    if not is_whole:
        return _ask(client, form), 422
    receipt = withdraw_by_code(current_actor(), client, form.read_purpose())
    return redirect(url_for(".show_withdrawal", withdrawal_uuid=receipt.uuid), 303)


@bp.get("/withdrawals/<uuid:withdrawal_uuid>")
def show_withdrawal(withdrawal_uuid: UUID) -> str:
    """The receipt: date, code, and what ended."""
    withdrawal = get_withdrawal(current_actor(), withdrawal_uuid)
    return render_template("cases/withdrawals/show.html", withdrawal=withdrawal)


def _find_client(typed: str) -> Client | None:
    """Counted, so that nobody goes through codes. Raises TooManyTries."""
    found: list[Client] = []

    def look() -> bool:
        client = find_client_by_code(current_actor(), typed)
        found.extend([client] if client else [])
        return bool(found)

    return found[0] if check_guess(TryKind.CLIENT_CODE, current_user, look) else None


def _say_why(typed: str) -> str:
    return UNKNOWN if is_well_spelt(spell_code(typed)) else MISTYPED


def _ask(client: Client, form: CodeWithdrawalForm) -> str:
    return render_template("cases/withdrawals/choose.html", code=client.code, form=form)
