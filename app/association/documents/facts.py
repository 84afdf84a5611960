"""What this installation really does with films and words, read from its settings. No secret is among it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from app.association.organisations.page import name_rule
from app.clips.keeping.rules import DEFAULT_RULE
from app.clips.uploads.errors import format_size
from app.clips.uploads.limits import MIB
from app.clips.uploads.services import KEPT_FOR
from app.organisations.models import Organisation, RetentionRule
from app.organisations.rules.periods import describe_rule
from config import LOCAL_SERVERS, Settings

ENCRYPTED_PORTS = {465: "TLS from the first byte", 587: "STARTTLS, refused without it"}


@dataclass(frozen=True, slots=True)
class Facts:
    """The installation in words; ``organisation`` is the one the paper is for, where it is for one."""

    association: str
    address: str
    privacy_contact: str
    is_real: bool
    films_place: str
    keys_place: str
    database: str
    line: str
    mail: str
    providers: tuple[tuple[str, str], ...]
    rule: str
    film_limit: str
    unfinished_days: int
    idle_minutes: int
    longest_hours: int
    organisation: Organisation | None

    @property
    def for_whom(self) -> str:
        """The organisation's name, or words for any."""
        return self.organisation.name if self.organisation else "an organisation"

    @property
    def controller(self) -> str:
        """Who decides about the films in law, as far as it is known."""
        known = self.organisation.controller if self.organisation else ""
        return known or "the organisation whose families are filmed (to be filled in)"


def gather_facts(
    settings: Settings, organisation: Organisation | None, rule: RetentionRule | None
) -> Facts:
    """Put the settings into words; with an organisation, its own rule and contacts too."""
    return Facts(
        association=settings.association_name,
        address=settings.public_url,
        privacy_contact=settings.privacy_contact,
        is_real=not settings.is_development,
        films_place=_name_place(settings, "the portal’s closed folder on the server’s own disk"),
        keys_place=f"{_name_place(settings, 'another part of that folder')}, {_name_wrapping(settings)}",
        database=_name_database(settings),
        line="HTTPS for everything, asked for by HSTS"
        if settings.is_behind_tls
        else "plain HTTP: this installation is for trying out and must not hold real films",
        mail=_name_mail(settings),
        providers=tuple(_list_providers(settings)),
        rule=name_rule(rule)
        if rule
        else describe_rule(DEFAULT_RULE.basis, DEFAULT_RULE.amount, DEFAULT_RULE.unit),
        film_limit=format_size(_find_film_limit(settings, organisation)),
        unfinished_days=KEPT_FOR.days,
        idle_minutes=int(settings.idle_limit.total_seconds() // 60),
        longest_hours=int(settings.sign_in_limit.total_seconds() // 3600),
        organisation=organisation,
    )


def _find_film_limit(settings: Settings, organisation: Organisation | None) -> int:
    """In bytes; an organisation may take less than the portal does."""
    own = organisation.film_limit_mib if organisation else None
    return min(settings.film_limit, own * MIB) if own else settings.film_limit


def _name_place(settings: Settings, on_disk: str) -> str:
    if settings.s3 is None:
        return on_disk
    return f"object storage at {_name_store(settings)}, region {settings.s3.region}"


def _name_wrapping(settings: Settings) -> str:
    if settings.is_development:
        return "wrapped by a master key that this installation for trying out keeps beside them"
    return "apart from the films, and wrapped by a master key that is in neither place"


def _name_store(settings: Settings) -> str:
    host = urlsplit(settings.s3.endpoint).hostname if settings.s3 else None
    return host or "Amazon S3"


def _name_database(settings: Settings) -> str:
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return "SQLite, a file in the portal’s closed folder on the server’s own disk"
    where = "on the same machine" if url.host in LOCAL_SERVERS else f"on {url.host}"
    line = (
        "" if url.host in LOCAL_SERVERS else f" ({_name_database_line(url.query.get('sslmode'))})"
    )
    return f"PostgreSQL {where}{line}"


def _name_database_line(sslmode: str | tuple[str, ...] | None) -> str:
    if sslmode == "verify-full":
        return "reached over TLS, its certificate checked"
    if sslmode in {"require", "verify-ca"}:
        return "reached over TLS"
    return "TLS is not asked for in the settings"


def _name_mail(settings: Settings) -> str:
    if settings.mail_server is None:
        return "No mail server is set: letters are written to a file on the server and reach nobody"
    if settings.mail_server in LOCAL_SERVERS:
        return "The mail server on the same machine"
    line = ENCRYPTED_PORTS.get(settings.mail_port, "not encrypted by these settings")
    return f"{settings.mail_server}, {line}"


def _list_providers(settings: Settings) -> list[tuple[str, str]]:
    providers = [
        (
            "Whoever runs the server",
            "All of it, films and secrets of apps sealed (to be named by the association)",
        )
    ]
    if settings.s3:
        where = f"{_name_store(settings)}, region {settings.s3.region}"
        providers.append(
            (where, "Films as sealed bytes, and their wrapped keys; never the master key")
        )
    url = make_url(settings.database_url)
    if url.host not in LOCAL_SERVERS:
        providers.append((str(url.host), "The database"))
    if settings.mail_server not in LOCAL_SERVERS:
        words = "Names, e-mail addresses and subjects of letters; nothing about a family"
        providers.append((str(settings.mail_server), words))
    counting = urlsplit(settings.rate_limit_storage)
    if counting.hostname not in LOCAL_SERVERS:
        providers.append((str(counting.hostname), "Counts of requests for each person or network"))
    return providers
