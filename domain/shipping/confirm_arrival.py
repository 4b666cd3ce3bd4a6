"""Somebody knows on which day the customer had the parcel: by the carrier's word, or the customer's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Event, Seat
from domain.clock import Clock, legal_day
from domain.errors import InvalidInput
from domain.ids import ContractId, CustomerId, ShipmentId
from domain.ports import Unit
from domain.shipping.model import IllegalShipmentTransition, ShipmentAction, ShipmentCause, ShipmentStatus


class ArrivalDayWrong(InvalidInput):
    """A parcel arrives neither before it left nor on a day that is still to come."""

    code = "arrival_day_wrong"


@dataclass(frozen=True, slots=True)
class ConfirmArrival(Command):
    """`arrived_on` is the first day on which the customer had it."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    shipment_id: ShipmentId
    arrived_on: date


@dataclass(frozen=True, slots=True)
class ArrivalConfirmed(Event):
    shipment_id: ShipmentId
    contract_id: ContractId
    customer_id: CustomerId
    number: str
    cause: ShipmentCause
    arrived_on: date

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", f"contract:{self.contract_id}")


def confirm_arrival(command: ConfirmArrival, unit: Unit, _clock: Clock) -> ArrivalConfirmed:
    """Told again with another day, the newer word counts for what is not decided yet.

    Raises:
        IllegalShipmentTransition: it is here still, or was called off.
        ArrivalDayWrong: before it was sent, or still to come.
    """
    shipment = unit.shipments.get(command.shipment_id)
    if shipment.status is not ShipmentStatus.DISPATCHED or shipment.dispatched_at is None:
        raise IllegalShipmentTransition(status=shipment.status, action=ShipmentAction.DISPATCH)
    if not legal_day(shipment.dispatched_at) <= command.arrived_on <= unit.today():
        raise ArrivalDayWrong(day=command.arrived_on)
    unit.shipments.set_arrived(replace(shipment, arrived_on=command.arrived_on))
    return ArrivalConfirmed(
        shipment.id,
        shipment.contract_id,
        shipment.customer_id,
        shipment.number,
        shipment.cause,
        command.arrived_on,
    )
