"""The customer does not want it any more; an offer goes to the next in turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import WaitingAction, WaitingId
from domain.clock import Clock
from domain.ids import StoreId, VariantId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LeaveWaitingList(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    waiting_id: WaitingId


@dataclass(frozen=True, slots=True)
class WaitingListLeft(Event):
    variant_id: VariantId
    store_id: StoreId

    def touched(self) -> Iterable[str]:
        return ("availability",)


def leave_waiting_list(command: LeaveWaitingList, unit: Unit, _clock: Clock) -> WaitingListLeft:
    """Raises UnknownWaiting, IllegalWaitingStep."""
    place = unit.availability.waiting(command.waiting_id)
    unit.availability.save_waiting(place.acted(WaitingAction.LEAVE))
    return WaitingListLeft(place.variant_id, place.store_id)
