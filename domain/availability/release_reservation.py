"""Nobody keeps it for the customer any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import ReservationAction, ReservationId
from domain.clock import Clock
from domain.ids import StoreId, VariantId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReleaseReservation(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    reservation_id: ReservationId


@dataclass(frozen=True, slots=True)
class ReservationReleased(Event):
    variant_id: VariantId
    store_id: StoreId

    def touched(self) -> Iterable[str]:
        return ("availability",)


def release_reservation(command: ReleaseReservation, unit: Unit, _clock: Clock) -> ReservationReleased:
    """What it kept is free for the next in turn. Raises UnknownReservation, IllegalReservationStep."""
    reservation = unit.availability.reservation(command.reservation_id)
    unit.availability.save_reservation(reservation.acted(ReservationAction.RELEASE))
    return ReservationReleased(reservation.variant_id, reservation.store_id)
