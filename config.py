"""Settings: read once from the environment into one frozen value."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MIB = 1024 * 1024
GIB = 1024 * MIB


SHORTEST_SECRET = 32
FEWEST_SIGNS = 10
"""A secret of 32 random hexadecimal digits has 14 different ones on average, and hardly ever fewer than 10."""

ENCRYPTED_MAIL_PORTS = {465, 587}
SMTP_BACKEND = "app.notifications.post_office.VerifyingEmailBackend"
LOCAL_SERVERS = {None, "localhost", "127.0.0.1", "::1"}

PLACEHOLDERS = (
    "change",
    "secret",
    "password",
    "example",
    "placeholder",
    "replace",
    "insert",
    "your-",
    "your_",
    "dummy",
)


class SettingMissing(RuntimeError):
    """The portal refuses to start: what it needs is not in the environment, or is not safe. It names all of it."""


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where films go when they do not stay on this machine; any engine that speaks S3."""

    bucket: str
    endpoint: str
    region: str
    access_key_id: str
    secret_access_key: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation may set. Sizes in bytes, times in seconds."""

    environment: str
    data_dir: Path
    database_url: str
    secret_key: str
    password_salt: str
    master_key: str
    former_master_keys: tuple[str, ...]
    """Still open what they wrapped, until `flask keys rotate` has wrapped all of it anew."""
    audit_key: str
    audit_heads: Path
    """The file outside the database that says how far the audit trail was sealed."""
    factor_key: str
    """Seals the secrets of authenticator apps and the recovery codes."""
    public_url: str
    trusted_proxies: int
    s3: S3Settings | None
    mail_server: str | None
    mail_port: int
    mail_user: str | None
    mail_password: str | None
    mail_sender: str
    association_name: str
    privacy_contact: str
    """Whom people write to about what is kept of them: an address, or words such as “the office”."""
    clamd_socket: Path | None
    """Where a clamd listens that films go through before they are opened; None where there is none."""
    film_limit: int
    """The largest film, in bytes."""
    person_quota: int
    """All films of one person together, in bytes."""
    role_limits: Mapping[str, tuple[int, int]]
    """Role -> largest film and all films in bytes, where a role has limits of its own."""
    worker_threads: int
    idle_limit: timedelta
    """How long a sign-in lasts without a request."""
    sign_in_limit: timedelta
    """How long a sign-in lasts at most."""
    rate_limits: bool
    """Whether requests are counted; only tests and measurements may do without."""
    rate_limit_storage: str
    """Where they are counted: each process for itself, or Redis for all of them."""
    stalled_weeks: int
    """After how many weeks without a session the office looks: sessions are about monthly, so two were missed."""

    @property
    def is_development(self) -> bool:
        """Development and tests make their own secrets; nowhere else is that allowed."""
        return self.environment in {"development", "testing"}

    @property
    def is_behind_tls(self) -> bool:
        """Whether people reach the portal over https."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """The name that people type, with the port where it is not the usual one: what a request must be for."""
        return urlsplit(self.public_url).netloc.lower().removesuffix(":443")

    @property
    def demonstration_mark(self) -> Path:
        """The file that says that everything in this installation is invented."""
        return self.data_dir / "demonstration"

    @property
    def is_demonstration(self) -> bool:
        """Whether each page says so; never outside development."""
        return self.is_development and self.demonstration_mark.exists()

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings. Raises SettingMissing, which names everything that production lacks."""
        environment = env.get("PORTAL_ENV", "production")
        data_dir = Path(env.get("DATA_DIR", "data")).absolute()
        vault = _Secrets(env, data_dir, may_create=environment in {"development", "testing"})
        settings = cls(
            environment=environment,
            data_dir=data_dir,
            database_url=env.get("DATABASE_URL", f"sqlite:///{data_dir / 'portal.sqlite3'}"),
            secret_key=vault.read("SECRET_KEY"),
            password_salt=vault.read("PASSWORD_SALT"),
            master_key=vault.read("MASTER_KEY", is_key=True),
            former_master_keys=vault.read_former("MASTER_KEY_FORMER"),
            audit_key=vault.read("AUDIT_KEY", is_key=True),
            audit_heads=Path(env.get("AUDIT_HEADS") or data_dir / "audit" / "heads").absolute(),
            factor_key=vault.read("FACTOR_KEY", is_key=True),
            public_url=_read_address(env, vault),
            trusted_proxies=int(env.get("TRUSTED_PROXIES", "0")),
            s3=_read_s3(env, vault),
            **_read_mail(env, vault),
            mail_sender=env.get("MAIL_SENDER", "portal@localhost"),
            association_name=env.get("ASSOCIATION_NAME", "AVIGuk"),
            privacy_contact=env.get("PRIVACY_CONTACT", "the association’s office"),
            clamd_socket=Path(env["CLAMD_SOCKET"]) if env.get("CLAMD_SOCKET") else None,
            film_limit=int(env.get("FILM_LIMIT_MIB", "4096")) * MIB,
            person_quota=int(env.get("PERSON_QUOTA_GIB", "50")) * GIB,
            role_limits=_read_role_limits(env.get("ROLE_LIMITS", "")),
            worker_threads=int(env.get("WORKER_THREADS", "2")),
            idle_limit=timedelta(minutes=int(env.get("SIGN_IN_IDLE_MINUTES", "60"))),
            sign_in_limit=timedelta(hours=int(env.get("SIGN_IN_HOURS", "12"))),
            rate_limits=env.get("RATE_LIMITS") == "on" or environment != "testing",
            rate_limit_storage=env.get("RATE_LIMIT_STORAGE", "memory://"),
            stalled_weeks=int(env.get("STALLED_WEEKS", "8")),
        )
        vault.refuse_faults()
        return settings

    def as_flask_config(self) -> dict[str, Any]:
        """The same settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            # What people wrote must not reach a log by way of an error.
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.is_behind_tls,
            "SESSION_COOKIE_NAME": "__Host-session" if self.is_behind_tls else "session",
            # Sign-ins have limits of their own, in the database; the cookie outlives them so that a film can arrive.
            "PERMANENT_SESSION_LIFETIME": self.sign_in_limit + timedelta(days=2),
            "MAX_CONTENT_LENGTH": 2 * MIB,
            "MAX_FORM_MEMORY_SIZE": 2 * MIB,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_CHECK_DEFAULT": True,
            "BOOTSTRAP_SERVE_LOCAL": True,
            "MAIL_SERVER": self.mail_server or "localhost",
            "MAIL_PORT": self.mail_port,
            "MAIL_USERNAME": self.mail_user,
            "MAIL_PASSWORD": self.mail_password,
            "MAIL_USE_TLS": self.mail_port == 587,
            "MAIL_USE_SSL": self.mail_port == 465,
            "MAIL_BACKEND": SMTP_BACKEND if self.mail_server else "file",
            "MAIL_FILE_PATH": str(self.data_dir / "outbox"),
            "MAIL_TIMEOUT": 30,
            "MAIL_DEFAULT_SENDER": self.mail_sender,
        }


@dataclass(frozen=True, slots=True)
class _Secrets:
    """The secrets of the environment, and everything that keeps production from starting."""

    env: Mapping[str, str]
    data_dir: Path
    may_create: bool
    faults: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, *, is_key: bool = False) -> str:
        """The secret with this name; development makes and keeps its own. A key is 64 hexadecimal digits."""
        value = self.env.get(name, "").strip()
        if self.may_create:
            return value or self._keep_own(name)
        return self._checked(name, value, is_key=is_key)

    def read_former(self, name: str) -> tuple[str, ...]:
        """Keys that were used before, divided by commas; mostly there are none."""
        values = tuple(filter(None, map(str.strip, self.env.get(name, "").split(","))))
        if self.may_create:
            return values
        return tuple(self._checked(name, value, is_key=True) for value in values)

    def refuse_faults(self) -> None:
        """Raises SettingMissing with all faults at once, so that nobody mends them one start at a time."""
        if self.faults:
            raise SettingMissing(
                "\n- ".join(["The portal cannot start with these settings:", *self.faults])
                + "\nA good secret is the output of `python3 -c 'import secrets; print(secrets.token_hex(32))'`. "
                "Give each one its own, and keep them safe."
            )

    def _checked(self, name: str, value: str, *, is_key: bool) -> str:
        if fault := self._find_fault(value):
            self.faults.append(f"{name} {fault}")
        elif is_key and not re.fullmatch("[0-9a-fA-F]{64}", value):
            self.faults.append(f"{name} is not 64 hexadecimal digits.")
        self.seen.setdefault(value, name)
        return value

    def _find_fault(self, value: str) -> str | None:
        if not value:
            return "is not set."
        if len(value) < SHORTEST_SECRET:
            return f"is too short: at least {SHORTEST_SECRET} characters."
        if len(set(value)) < FEWEST_SIGNS or any(word in value.lower() for word in PLACEHOLDERS):
            return "is not random: anybody could guess it."
        if value in self.seen:
            return f"is the same as {self.seen[value]}: each secret needs a value of its own."
        return None

    def _keep_own(self, name: str) -> str:
        path = self.data_dir / "secrets" / name.lower()
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(secrets.token_hex(32))
            path.chmod(0o600)
        return path.read_text().strip()


def _read_address(env: Mapping[str, str], vault: _Secrets) -> str:
    address = env.get("PUBLIC_URL", f"http://localhost:{env.get('PORT', '5000')}")
    if not (vault.may_create or address.startswith("https://")):
        vault.faults.append(
            "PUBLIC_URL must be the address people type, beginning with https://: over anything else films and "
            "passwords travel open, and the links in letters lead nowhere."
        )
    return address.rstrip("/")


def _read_mail(env: Mapping[str, str], vault: _Secrets) -> dict[str, Any]:
    server, port = env.get("MAIL_SERVER"), int(env.get("MAIL_PORT", "587"))
    user, password = env.get("MAIL_USER"), env.get("MAIL_PASSWORD")
    if user and not password:
        vault.faults.append("MAIL_PASSWORD is not set, but MAIL_USER is.")
    if server not in LOCAL_SERVERS and port not in ENCRYPTED_MAIL_PORTS and not vault.may_create:
        vault.faults.append(
            "MAIL_PORT must be 587 or 465: letters carry links that open accounts, and travel encrypted."
        )
    return {"mail_server": server, "mail_port": port, "mail_user": user, "mail_password": password}


def _read_role_limits(text: str) -> Mapping[str, tuple[int, int]]:
    """Read ``practitioner=8192/100``, separated by spaces: the largest film in MiB and all films in GiB, for each role."""
    pairs = (part.partition("=")[::2] for part in text.split())
    sizes = {role: amount.partition("/")[::2] for role, amount in pairs}
    return {role: (int(film) * MIB, int(total) * GIB) for role, (film, total) in sizes.items()}


def _read_s3(env: Mapping[str, str], vault: _Secrets) -> S3Settings | None:
    if "S3_BUCKET" not in env:
        return None
    missing = [n for n in ("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY") if not env.get(n)]
    vault.faults.extend(f"{name} is not set, but S3_BUCKET is." for name in missing)
    return S3Settings(
        bucket=env["S3_BUCKET"],
        endpoint=env.get("S3_ENDPOINT", ""),
        region=env.get("S3_REGION", "eu-west-2"),
        access_key_id=env.get("S3_ACCESS_KEY_ID", ""),
        secret_access_key=env.get("S3_SECRET_ACCESS_KEY", ""),
    )
