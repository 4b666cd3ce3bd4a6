"""A place is called otherwise, or stands elsewhere; its code and what lies in it stay."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.model import PlaceKind, PlaceMove, PlaceStep, tidy_name
from domain.places.tree import check_called, check_stands
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChangePlace(Command):
    """All four as they are to be."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    place_id: PlaceId
    name: str
    place_kind: PlaceKind
    parent_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class PlaceMoved(Event):
    """`step`: what was done. `things`: how many things it concerned."""

    place_id: PlaceId
    name: str
    step: PlaceStep
    things: int = 0

    def touched(self) -> tuple[str, ...]:
        return ("places", "assets") if self.things else ("places",)


def change_place(command: ChangePlace, unit: Unit, _clock: Clock) -> PlaceMoved:
    """Raises UnknownPlace, IllegalPlaceStep, PlaceNameMissing, PlaceNameTaken, PlaceClosed, PlaceInItself."""
    place, name = unit.places.get(command.place_id), tidy_name(command.name)
    place.after(PlaceStep.CHANGE)
    check_stands(unit, command.place_kind, command.parent_id, place.id)
    check_called(unit, (name,), command.parent_id, place.id)
    changed = replace(place, name=name, kind=command.place_kind, parent_id=command.parent_id)
    unit.places.step(PlaceMove(changed, PlaceStep.CHANGE))
    return PlaceMoved(place.id, name, PlaceStep.CHANGE)
