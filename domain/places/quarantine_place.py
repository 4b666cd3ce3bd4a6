"""A place is closed off: what lies in it, and what is put into it from now on, is held back."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.assets.status import Kind, open_kinds
from domain.clock import Clock
from domain.ids import PlaceId
from domain.places.change_place import PlaceMoved
from domain.places.model import PlaceMove, PlaceStep, QuarantineReason
from domain.places.quarantine import hold, is_held
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class QuarantinePlace(Command):
    """With all places in it."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    place_id: PlaceId
    reason: QuarantineReason
    note: str = ""


def quarantine_place(command: QuarantinePlace, unit: Unit, clock: Clock) -> PlaceMoved:
    """What is promised to a parcel stays promised; it is moved out before it is held. Raises UnknownPlace,
    IllegalPlaceStep."""
    place = unit.places.get(command.place_id)
    blocked = replace(place, state=place.after(PlaceStep.QUARANTINE), reason=command.reason)
    note = command.note.strip()
    unit.places.step(PlaceMove(blocked, PlaceStep.QUARANTINE, command.reason, note))
    ids = unit.places.things_in([each.id for each in unit.places.below(place.id)])
    held = [
        hold(unit, clock, asset, command.reason, note, because=blocked)
        for asset in unit.assets.get_all(ids)
        if Kind.QUARANTINED in open_kinds(asset.state.status) and not is_held(asset)
    ]
    return PlaceMoved(place.id, place.name, PlaceStep.QUARANTINE, len(held))
