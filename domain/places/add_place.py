"""A shelf, a bay, a corner: a place with a code that can be scanned."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import PlaceId
from domain.ports import Unit


class PlaceNameMissing(InvalidInput):
    """A place needs a name people call it by."""

    code = "place_name_missing"


@dataclass(frozen=True, slots=True)
class AddPlace(Command):
    """`parent_id` None: right in the store."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    name: str
    parent_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class PlaceAdded(Event):
    place_id: PlaceId
    code: str

    def touched(self) -> Iterable[str]:
        return ("places",)


def add_place(command: AddPlace, unit: Unit, _clock: Clock) -> PlaceAdded:
    """Raises PlaceNameMissing."""
    if not command.name.strip():
        raise PlaceNameMissing
    place_id, code = PlaceId(unit.new_id()), unit.numbers.next_code("PL")
    unit.places.add(place_id, code, command.name.strip(), command.parent_id)
    return PlaceAdded(place_id, code)
