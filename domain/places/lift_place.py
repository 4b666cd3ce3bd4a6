"""A place is free again, and with it what was held back only because it lay there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.change_place import PlaceMoved
from domain.places.model import Place, PlaceMove, PlaceState, PlaceStep, blocking
from domain.places.quarantine import let_go
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LiftPlace(Command):
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    place_id: PlaceId
    note: str = ""


def lift_place(command: LiftPlace, unit: Unit, clock: Clock) -> PlaceMoved:
    """What still lies in another place in quarantine, stays held. Raises UnknownPlace, IllegalPlaceStep."""
    place = unit.places.get(command.place_id)
    free = replace(place, state=place.after(PlaceStep.LIFT), reason=None)
    note = command.note.strip()
    unit.places.step(PlaceMove(free, PlaceStep.LIFT, note=note))
    outside = blocking(unit.places.above(place.id)[1:])
    ids = unit.places.things_in(_free(unit.places.below(place.id))) if outside is None else []
    held = {key: each for key, each in unit.places.held(ids).items() if each.place_id is not None}
    for asset in unit.assets.get_all(list(held)):
        let_go(unit, clock, asset, held[asset.id], note)
    return PlaceMoved(place.id, place.name, PlaceStep.LIFT, len(held))


def _free(below: Sequence[Place]) -> list[PlaceId]:
    """The lifted place and those in it that no other quarantine covers; `below` from the outside in."""
    covered: set[PlaceId] = set()
    for place in below[1:]:
        if place.state is PlaceState.BLOCKED or place.parent_id in covered:
            covered.add(place.id)
    return [place.id for place in below if place.id not in covered]
