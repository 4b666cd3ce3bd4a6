"""A place is given up: nothing lies there, and nothing is put there any more."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.change_place import PlaceMoved
from domain.places.model import PlaceMove, PlaceNotEmpty, PlaceState, PlaceStep
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ClosePlace(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    place_id: PlaceId


def close_place(command: ClosePlace, unit: Unit, _clock: Clock) -> PlaceMoved:
    """Raises UnknownPlace, IllegalPlaceStep, PlaceNotEmpty."""
    place = unit.places.get(command.place_id)
    place.after(PlaceStep.CLOSE)
    inner = [each for each in unit.places.below(place.id)[1:] if each.state is not PlaceState.CLOSED]
    things, pieces = len(unit.places.things_in([place.id])), unit.places.pieces_in([place.id])
    if inner or things or pieces:
        raise PlaceNotEmpty(place=place.name, things=things, pieces=pieces, places=len(inner))
    unit.places.step(PlaceMove(place, PlaceStep.CLOSE))
    return PlaceMoved(place.id, place.name, PlaceStep.CLOSE)
