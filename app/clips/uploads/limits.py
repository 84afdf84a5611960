"""How large a film may be, and how much room is left: said before the first byte, and held to by the portal."""

from __future__ import annotations

from dataclasses import dataclass

from app.clips.uploads.errors import FilmTooLarge, QuotaReached, format_size
from app.clips.uploads.queries import count_film_bytes
from app.core.actor import Actor
from app.extensions import current_settings
from app.organisations.models import Organisation

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may have here, in bytes: in one film, and in all of them together."""

    film: int
    total: int


@dataclass(frozen=True, slots=True)
class FilmRoom:
    """The largest film in bytes, and how many are ``left`` of the person's own. ``set_by`` names the organisation whose limit it is."""

    film: int
    left: int
    set_by: str | None = None

    @property
    def words(self) -> str:
        """Both, as they stand beside the place where a film is chosen."""
        where = f" at {self.set_by}" if self.set_by else ""
        return f"Up to {format_size(self.film)}{where}; {format_size(max(self.left, 0))} of your space left."

    def at(self, organisation: Organisation | None) -> FilmRoom:
        """The same for work at an organisation, which may take less."""
        own = organisation.film_limit_mib if organisation else None
        if organisation is None or own is None or own * MIB >= self.film:
            return self
        return FilmRoom(own * MIB, self.left, organisation.name)

    def require(self, length: int) -> None:
        """Raises FilmTooLarge or QuotaReached for a film of so many bytes."""
        if length > self.film:
            raise FilmTooLarge(self.film, self.set_by)
        if length > self.left:
            raise QuotaReached(self.left)


def find_limits(actor: Actor) -> Limits:
    """The most that any of the person's roles gives them; roles without limits of their own have those of the installation."""
    settings = current_settings()
    usual = settings.film_limit, settings.person_quota
    given = [settings.role_limits.get(role, usual) for role in actor.roles] or [usual]
    return Limits(max(film for film, _ in given), max(total for _, total in given))


def find_room(actor: Actor, organisation: Organisation | None = None, freed: int = 0) -> FilmRoom:
    """What a film of work at this organisation may have now; ``freed`` bytes go when it takes another's place."""
    limits = find_limits(actor)
    room = FilmRoom(limits.film, limits.total - count_film_bytes(actor) + freed)
    return room.at(organisation)
