"""Many places at once: a rack with its bins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.model import MOST_AT_ONCE, Place, PlaceKind, PlacesWrong, tidy_name
from domain.places.tree import check_called, check_stands
from domain.ports import Unit

HIGHEST: Final = 9_999


@dataclass(frozen=True, slots=True)
class AddPlaces(Command):
    """`names` in order; `parent_id` None: right in the store."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    names: tuple[str, ...]
    parent_id: PlaceId | None = None
    place_kind: PlaceKind = PlaceKind.BIN


@dataclass(frozen=True, slots=True)
class PlacesAdded(Event):
    """In the order of the names."""

    place_ids: tuple[PlaceId, ...]
    codes: tuple[str, ...]

    def touched(self) -> Iterable[str]:
        return ("places",)


def numbered(prefix: str, first: int, last: int) -> tuple[str, ...]:
    """ "A-" from 1 to 24 is "A-01" … "A-24": all as long as the last, so that they sort as they stand.

    Raises PlacesWrong.
    """
    if not 0 <= first <= last <= HIGHEST or last - first >= MOST_AT_ONCE:
        raise PlacesWrong(most=MOST_AT_ONCE)
    width = max(2, len(str(last)))
    return tuple(f"{prefix}{number:0{width}d}" for number in range(first, last + 1))


def add_places(command: AddPlaces, unit: Unit, _clock: Clock) -> PlacesAdded:
    """All or none. Raises PlacesWrong, PlaceNameMissing, PlaceNameTaken, UnknownPlace, PlaceClosed, PlaceInItself."""
    if not 1 <= len(command.names) <= MOST_AT_ONCE:
        raise PlacesWrong(most=MOST_AT_ONCE)
    names = tuple(tidy_name(name) for name in command.names)
    check_stands(unit, command.place_kind, command.parent_id)
    check_called(unit, names, command.parent_id)
    places = []
    for name in names:
        code = unit.numbers.next_code("PL")
        places.append(Place(PlaceId(unit.new_id()), code, name, command.place_kind, command.parent_id))
        unit.places.add(places[-1])
    return PlacesAdded(tuple(place.id for place in places), tuple(place.code for place in places))
