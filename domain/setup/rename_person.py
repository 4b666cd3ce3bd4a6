"""Who sits on a seat is called by their name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final

from domain.application import PERSONAL, Command, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import PersonId
from domain.ports import Unit

LONGEST: Final = 80


class PersonNameMissing(InvalidInput):
    """A person needs a name of at most LONGEST characters."""

    code = "person_name_missing"


@dataclass(frozen=True, slots=True)
class RenamePerson(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    person_id: PersonId
    name: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class PersonRenamed(Event):
    person_id: PersonId

    def touched(self) -> Iterable[str]:
        return ("setup", "people")


def rename_person(command: RenamePerson, unit: Unit, _clock: Clock) -> PersonRenamed:
    """From now on, on everything they did too. Raises PersonNameMissing, UnknownPerson."""
    name = " ".join(command.name.split())
    if not 0 < len(name) <= LONGEST:
        raise PersonNameMissing(most=LONGEST)
    unit.setup.rename(command.person_id, name)
    return PersonRenamed(command.person_id)
