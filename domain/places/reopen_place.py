"""A place that was given up is used again, under its old code."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.change_place import PlaceMoved
from domain.places.model import PlaceMove, PlaceStep
from domain.places.tree import check_called, check_stands
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReopenPlace(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    place_id: PlaceId


def reopen_place(command: ReopenPlace, unit: Unit, _clock: Clock) -> PlaceMoved:
    """Raises UnknownPlace, IllegalPlaceStep, PlaceClosed (what it stands in), PlaceNameTaken."""
    place = unit.places.get(command.place_id)
    place.after(PlaceStep.REOPEN)
    check_stands(unit, place.kind, place.parent_id, place.id)
    check_called(unit, (place.name,), place.parent_id, place.id)
    unit.places.step(PlaceMove(place, PlaceStep.REOPEN))
    return PlaceMoved(place.id, place.name, PlaceStep.REOPEN)
