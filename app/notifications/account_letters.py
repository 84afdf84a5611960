"""Letters about the account itself. Flask-Security asks for them; a job writes and sends them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import current_app
from flask_security import MailUtil, hash_password
from flask_security.recoverable import generate_reset_password_token

from app.accounts.models import Person
from app.extensions import keep
from app.jobs.services import enqueue_job
from app.notifications.emails import Letter

JOB = "notifications.send_account_letter"


class QueuedMailUtil(MailUtil):
    """Flask-Security's way to the post: a slow mail server holds no request, and no link waits in the queue."""

    def send_mail(  # Flask-Security's signature
        self,
        template: str,
        subject: str,  # noqa: ARG002
        recipient: str | tuple[str, str],  # noqa: ARG002
        sender: str | tuple[str, str],  # noqa: ARG002
        body: str | None,  # noqa: ARG002
        html: str | None,  # noqa: ARG002
        **kwargs: Any,
    ) -> None:
        """Queue the letter; the job words it anew, with a link to the portal's own address and a fresh token."""
        occasion = template.rpartition("/")[2]
        order = {"person_id": kwargs["user"].id, "occasion": occasion}
        if occasion != "reset_instructions":
            enqueue_job(JOB, order)
            return
        keep(partial(enqueue_job, JOB, order))
        # An unknown address is answered after the time of hashing a password: so is a known one.
        hash_password("not-a-password")


def write_account_letter(person: Person, occasion: str) -> Letter:
    """The letter for one of the `OCCASIONS`. Raises KeyError for one without words of ours."""
    return OCCASIONS[occasion](person)


def _offer_new_password(person: Person) -> Letter:
    token = generate_reset_password_token(person)  # type: ignore[no-untyped-call]
    within = current_app.config["SECURITY_RESET_PASSWORD_WITHIN"]
    return Letter(
        "Choose a new password",
        "accounts/reset_instructions",
        "Choose a new password",
        _build_path("security.reset_password", token=token),
        {"hours": int(within.total_seconds() // 3600)},
    )


def _tell_of_new_password(_person: Person) -> Letter:
    return Letter(
        "Your password was changed",
        "accounts/reset_notice",
        "Choose another password",
        _build_path("security.forgot_password"),
    )


def _tell_of_locked_codes(_person: Person) -> Letter:
    return Letter(
        "Wrong codes were entered for your account",
        "accounts/codes_locked",
        "Choose a new password",
        _build_path("security.forgot_password"),
    )


def _tell_of_factor(subject: str, template: str, _person: Person) -> Letter:
    path = _build_path("factors.index_factors")
    return Letter(subject, template, "Look at your second factors", path)


def _build_path(endpoint: str, **values: str) -> str:
    return current_app.url_map.bind("").build(endpoint, values)


OCCASIONS: dict[str, Callable[[Person], Letter]] = {
    "reset_instructions": _offer_new_password,
    "reset_notice": _tell_of_new_password,
    "change_notice": _tell_of_new_password,
    "codes_locked": _tell_of_locked_codes,
    "factor_added": partial(_tell_of_factor, "A second factor was added", "accounts/factor_added"),
    "factor_removed": partial(
        _tell_of_factor, "A second factor was removed", "accounts/factor_removed"
    ),
}
"""What a letter about the account may be written for."""
