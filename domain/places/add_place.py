"""A shelf, a bay, a corner: a place with a code that can be scanned."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.model import Place, PlaceKind, tidy_name
from domain.places.tree import check_called, check_stands
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AddPlace(Command):
    """`parent_id` None: right in the store."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    name: str
    parent_id: PlaceId | None = None
    place_kind: PlaceKind = PlaceKind.BIN


@dataclass(frozen=True, slots=True)
class PlaceAdded(Event):
    place_id: PlaceId
    code: str

    def touched(self) -> Iterable[str]:
        return ("places",)


def add_place(command: AddPlace, unit: Unit, _clock: Clock) -> PlaceAdded:
    """Raises PlaceNameMissing, PlaceNameTaken, UnknownPlace, PlaceClosed, PlaceInItself."""
    name = tidy_name(command.name)
    check_stands(unit, command.place_kind, command.parent_id)
    check_called(unit, (name,), command.parent_id)
    place = Place(PlaceId(unit.new_id()), unit.numbers.next_code("PL"), name, command.place_kind, command.parent_id)
    unit.places.add(place)
    return PlaceAdded(place.id, place.code)
