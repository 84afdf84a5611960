"""What each line of a list would do, decided without writing anything. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.association.imports.catalogue import Catalogue
from app.association.imports.cells import AddressReader
from app.association.imports.changes import Change, find_change
from app.association.imports.known import Known
from app.association.imports.members import Member, Problem
from app.association.imports.models import LineOutcome
from app.association.imports.reading import LineReader
from app.association.imports.sheets.member_list import Line
from app.core.actor import RoleName


@dataclass(slots=True)
class PlannedLine:
    """One line with what it would do. ``words`` say it to people; a line with problems does nothing."""

    line: Line
    member: Member | None = None
    problems: list[Problem] = field(default_factory=list)
    change: Change | None = None
    words: Sequence[str] = ()

    @property
    def outcome(self) -> LineOutcome:
        """What the line comes to."""
        if self.problems:
            return LineOutcome.PROBLEM
        if self.change is None:
            return LineOutcome.SAME
        return LineOutcome.COMPLETE if self.change.person_id else LineOutcome.ADD

    def refuse(self, column: str, words: str) -> None:
        """Note a problem that only shows beside other lines or people."""
        self.problems.append(Problem(column, words))


def plan_import(
    actor_id: int,
    lines: Iterable[Line],
    catalogue: Catalogue,
    known: Known,
    read_address: AddressReader,
) -> list[PlannedLine]:
    """Read every line and hold it against the others and against what the portal knows; ``actor_id`` imports.

    The order of the lines does not matter, except that of two lines about one address or one number the first stands.
    """
    planned = [_read(line, catalogue, read_address) for line in lines]
    _refuse_doubles(planned)
    for row in planned:
        if row.member is not None and not row.problems:
            _hold_against_known(actor_id, row, row.member, known)
    _refuse_without_supervisor(planned, known)
    return planned


def _read(line: Line, catalogue: Catalogue, read_address: AddressReader) -> PlannedLine:
    reader = LineReader(line.cells, catalogue, read_address)
    member = reader.read_member()
    return PlannedLine(line, member, reader.problems)


def _refuse_doubles(planned: Iterable[PlannedLine]) -> None:
    addresses: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for row in planned:
        if row.member is None:
            continue
        first = addresses.setdefault(row.member.email, row.line.number)
        if first != row.line.number:
            row.refuse("email", f"Line {first} has the same address. One line for each person.")
            continue
        if row.member.accreditation is None:
            continue
        number = row.member.accreditation.number
        first = numbers.setdefault(number.casefold(), row.line.number)
        if first != row.line.number:
            row.refuse("number", f"Line {first} has the same number. Each number is one person's.")


def _hold_against_known(actor_id: int, row: PlannedLine, member: Member, known: Known) -> None:
    found = find_change(actor_id, member, known)
    row.problems.extend(found.problems)
    row.change, row.words = found.change, found.words
    supervisor = known.people.get(_name_supervisor(row) or "")
    if supervisor is not None and supervisor.id == actor_id:
        row.refuse(
            "supervisor", "You cannot give a trainee to yourself. Ask another administrator."
        )


def _refuse_without_supervisor(planned: Sequence[PlannedLine], known: Known) -> None:
    """A supervisor is in the portal, or in a line that stands; a line that falls takes along those who lean on it."""
    by_address = {row.member.email: row for row in reversed(planned) if row.member is not None}
    leaning: dict[str, list[PlannedLine]] = defaultdict(list)
    for row in planned:
        if (address := _name_supervisor(row)) is not None:
            leaning[address].append(row)
    falling = [row for rows in leaning.values() for row in rows]
    while falling:
        row = falling.pop()
        if row.problems or row.member is None or _has_supervisor(row, by_address, known):
            continue
        _say_why(row, by_address, known)
        falling.extend(leaning.get(row.member.email, ()))


def _name_supervisor(row: PlannedLine) -> str | None:
    return row.change.supervisor if row.change is not None and not row.problems else None


def _has_supervisor(row: PlannedLine, by_address: Mapping[str, PlannedLine], known: Known) -> bool:
    address = _name_supervisor(row) or ""
    person = known.people.get(address)
    if person is not None and RoleName.SUPERVISOR in person.roles:
        return person.active
    if person is not None and (not person.active or RoleName.SUPERVISOR in person.withdrawn):
        return False
    other = by_address.get(address)
    if other is None or other.member is None or other.problems:
        return False
    return RoleName.SUPERVISOR in other.member.roles


def _say_why(row: PlannedLine, by_address: Mapping[str, PlannedLine], known: Known) -> None:
    address = _name_supervisor(row) or ""
    other, person = by_address.get(address), known.people.get(address)
    if other is not None and other.problems:
        words = f"Line {other.line.number}, with this supervisor, has a problem of its own."
    elif person is not None and not person.active:
        words = f"The account of {person.full_name} is closed."
    elif person is not None or other is not None:
        words = "This person is not a supervisor, neither in the portal nor in this list."
    else:
        words = "Nobody has this address, neither in the portal nor in this list."
    row.refuse("supervisor", words)
