"""The parcel leaves the house. What follows for contract and invoice is the worker's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.status import Kind
from domain.clock import Clock
from domain.ids import ContractId, CustomerId, ShipmentId
from domain.orders.model import Treatment
from domain.ports import Unit
from domain.shipping.model import ShipmentAction


@dataclass(frozen=True, slots=True)
class DispatchShipment(Command):
    """`tracking` is the carrier's number, "" when there is none."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    shipment_id: ShipmentId
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class ShipmentDispatched(Event):
    shipment_id: ShipmentId
    contract_id: ContractId
    customer_id: CustomerId
    number: str

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", "assets", "orders")


def dispatch_shipment(command: DispatchShipment, unit: Unit, clock: Clock) -> ShipmentDispatched:
    """Rented assets are with the customer from now on, sold ones are gone.

    Raises:
        IllegalShipmentTransition: not packed yet, sent before, or cancelled.
        Conflict: another contract holds one of the assets in this period (the database refuses the overlap).
    """
    shipment = unit.shipments.get(command.shipment_id).acted(ShipmentAction.DISPATCH)
    lines = {line.asset_id: line for line in shipment.lines if line.asset_id}
    for asset in unit.assets.get_all(list(lines)):
        line = lines[asset.id]
        is_rental = line.treatment is Treatment.RENTAL
        facts = {"shipment": shipment.number, "contract_line": str(line.contract_line_id)}
        kind = Kind.SHIPPED if is_rental else Kind.SOLD
        unit.assets.append(*asset.record(kind, unit.context, clock.now(), facts))
        if is_rental:
            unit.assignments.open(asset.id, line.contract_line_id, unit.context.effective_at)
    unit.shipments.save(replace(shipment, dispatched_at=unit.context.effective_at), tracking=command.tracking)
    return ShipmentDispatched(shipment.id, shipment.contract_id, shipment.customer_id, shipment.number)
