"""From the cells of one line to a member, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from app.accounts.profiles.models import ChoiceKind
from app.association.imports.catalogue import Catalogue, counts_by_stage, find_stage
from app.association.imports.cells import (
    AddressReader,
    CellUnreadable,
    read_day,
    read_name,
    read_number,
    read_roles,
    read_words,
)
from app.association.imports.members import (
    Accreditation,
    Member,
    Problem,
    ProfileWords,
    Training,
)
from app.core import clock
from app.core.actor import RoleName
from app.core.errors import DomainError
from app.pathways.models import PathwayVersion, Stage
from app.trainees.brought_forward.position import Position, Work, check_position
from app.trainees.services import RegisteredBeforeCourse

Value = TypeVar("Value")
TAKEN_OVER = "Taken over from the association's list"
WORK = ("cycles", "clients", "minutes")


class LineReader:
    """Reads the cells of one line and gathers its problems, so that all of them are said at once."""

    def __init__(
        self, cells: Mapping[str, str], catalogue: Catalogue, read_address: AddressReader
    ) -> None:
        self.problems: list[Problem] = []
        self._cells = cells
        self._catalogue = catalogue
        self._read_address = read_address

    def read_member(self) -> Member | None:
        """The member, where nothing is wrong."""
        email = self._need("email", self._read_address, "Fill in the address they sign in with.")
        full_name = self._need("full_name", read_name, "Fill in their name.")
        roles = self._need("roles", read_roles, "Write trainee, practitioner or supervisor.")
        is_trainee = roles is not None and RoleName.TRAINEE in roles
        training = self._read_training() if is_trainee else None
        accreditation = self._read_accreditation(roles or frozenset())
        profile = self._read_profile()
        if self.problems or email is None or full_name is None or roles is None:
            return None
        held = roles | {RoleName.PRACTITIONER} if accreditation else roles
        return Member(email, full_name, held, training, accreditation, profile)

    def say(self, column: str, words: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(column, words))

    def _find(self, column: str, read: Callable[[str], Value]) -> Value | None:
        text = self._cells.get(column, "")
        if not text:
            return None
        try:
            return read(text)
        except CellUnreadable as error:
            self.say(column, str(error))
            return None

    def _need(self, column: str, read: Callable[[str], Value], missing: str) -> Value | None:
        if not self._cells.get(column):
            self.say(column, missing)
        return self._find(column, read)

    def _read_accreditation(self, roles: frozenset[RoleName]) -> Accreditation | None:
        if RoleName.PRACTITIONER not in roles and not self._cells.get("number"):
            return None
        number = self._need(
            "number", lambda text: read_words(text, 60), "Fill in the number of this practitioner."
        )
        day = self._need("accredited_on", read_day, "Fill in the day of accreditation.")
        return Accreditation(number, day) if number and day else None

    def _read_profile(self) -> ProfileWords:
        chosen = {
            kind: self._find(kind.value, partial(self._catalogue.find_choice, kind))
            for kind in ChoiceKind
        }
        return ProfileWords(
            {kind: found for kind, found in chosen.items() if found is not None},
            self._find("registration_number", lambda text: read_words(text, 40)) or "",
            self._find("employer", lambda text: read_words(text, 200)) or "",
        )

    def _read_training(self) -> Training | None:
        version = self._catalogue.default
        if self._cells.get("pathway"):
            found = self._find("pathway", self._catalogue.find_version)
            if found is None:
                return None
            version = found
        course_on = self._find("course_on", read_day)
        registered_on = self._need("registered_on", read_day, "Fill in the day of registration.")
        supervisor = self._find("supervisor", self._read_address)
        if registered_on is None:
            return None
        if course_on is not None and registered_on < course_on:
            self.say("registered_on", RegisteredBeforeCourse.message)
        training = Training(version, course_on, registered_on, supervisor, None)
        return self._add_position(training)

    def _add_position(self, training: Training) -> Training:
        stage = self._read_stage(training.version)
        whole = self._read_work(WORK)
        if stage is None or (whole == Work() and stage.position == 1):
            return training
        position = Position(
            stage=stage,
            covers_until=self._find("covers_until", read_day) or clock.today(),
            whole=whole,
            in_stage=whole
            if stage.position == 1
            else self._read_stage_work(training.version, whole),
            evidence=self._cells.get("evidence", TAKEN_OVER),
        )
        try:
            check_position(position, training.version.id, training.registered_on)
        except DomainError as error:
            self.say(error.field or "cycles", error.message)
        return Training(
            training.version,
            training.course_on,
            training.registered_on,
            training.supervisor,
            position,
        )

    def _read_stage(self, version: PathwayVersion) -> Stage | None:
        """The stage somebody stands in, by its own cell or by the reviews passed; None where one of them is wrong."""
        before = len(self.problems)
        reviews = self._find("reviews", read_number)
        named = self._find("stage", lambda text: find_stage(version, text))
        if len(self.problems) > before:
            return None
        if reviews is None:
            return named or version.stages[0]
        if reviews >= len(version.stages):
            self.say("reviews", "Whoever has passed every review is a practitioner, with a number.")
            return None
        stage = version.stages[reviews]
        if named is not None and named is not stage:
            self.say("stage", f"After {reviews} passed they stand in {stage.name}. Which is right?")
            return None
        return stage

    def _read_work(self, columns: tuple[str, str, str]) -> Work:
        return Work(*(self._find(column, read_number) or 0 for column in columns))

    def _read_stage_work(self, version: PathwayVersion, whole: Work) -> Work:
        amounts = (whole.cycles, whole.clients, whole.minutes)
        if counts_by_stage(version):
            for column, amount in zip(WORK, amounts, strict=True):
                if amount and not self._cells.get(f"stage_{column}"):
                    words = f"This pathway counts stage by stage: how many of the {amount} since the last review? 0 for none."
                    self.say(f"stage_{column}", words)
        return self._read_work(("stage_cycles", "stage_clients", "stage_minutes"))
