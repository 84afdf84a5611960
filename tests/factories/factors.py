"""Second factors as people have them, made straight in the database."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import flask_security.proxies as proxies
from passlib.totp import TOTP

from app.accounts.models import Passkey, Person
from app.core import clock
from app.extensions import db


def give_app(person: Person) -> None:
    """Set up an authenticator app and ten recovery codes."""
    security = proxies._security
    person.tf_primary_method = "authenticator"
    person.tf_totp_secret = security.totp_factory.generate_totp_secret()
    person.totp_added_at = clock.now() - timedelta(days=30)
    security.mf_recovery_codes_util.create_recovery_codes(person)
    db.session.commit()


def give_passkey(person: Person, name: str = "My laptop") -> Passkey:
    """A passkey as it stands in the list; nobody holds its private half."""
    passkey = Passkey(
        person_id=person.id,
        name=name,
        credential_id=uuid4().bytes,
        public_key=b"a public key",
        backup_state=False,
        device_type="single_device",
        transports=["internal"],
    )
    db.session.add(passkey)
    db.session.commit()
    return passkey


def read_app(person: Person) -> TOTP:
    """The app as the person's phone holds it."""
    assert person.tf_totp_secret is not None
    key = proxies._security.totp_factory.get_totp_b32_key(person.tf_totp_secret)
    return TOTP(key=key, format="base32")


def show_code(person: Person) -> str:
    """What the person's app shows now."""
    return str(read_app(person).generate().token)


def list_recovery_codes(person: Person) -> list[str]:
    """What stands on the person's paper."""
    return list(proxies._security.mf_recovery_codes_util.get_recovery_codes(person))
