"""The parcel leaves the house. What follows for contract and invoice is the worker's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.status import Kind
from domain.clock import Clock, legal_day
from domain.ids import AssetId, ContractId, CustomerId, ShipmentId
from domain.orders.model import Treatment
from domain.ports import Unit
from domain.shipping.model import Shipment, ShipmentAction, ShipmentCause


@dataclass(frozen=True, slots=True)
class DispatchShipment(Command):
    """`tracking` is the carrier's number, "" when there is none. `is_handed_over`: the customer took it with them."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    shipment_id: ShipmentId
    tracking: str = ""
    is_handed_over: bool = False


@dataclass(frozen=True, slots=True)
class ShipmentDispatched(Event):
    shipment_id: ShipmentId
    contract_id: ContractId
    customer_id: CustomerId
    number: str
    cause: ShipmentCause = ShipmentCause.ORDER
    is_handed_over: bool = False

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", "assets", "orders")


def dispatch_shipment(command: DispatchShipment, unit: Unit, clock: Clock) -> ShipmentDispatched:
    """Rented assets are with the customer from now on, sold ones are gone.

    Raises:
        OrderInCheck: its order waits.
        IllegalShipmentTransition: not packed yet, sent before, or cancelled.
        Conflict: another contract holds one of the assets in this period (the database refuses the overlap).
    """
    shipment = unit.shipments.get(command.shipment_id).free()
    return send_out(shipment, unit, clock, command.tracking, is_handed_over=command.is_handed_over)


def send_out(
    packed: Shipment, unit: Unit, clock: Clock, tracking: str = "", *, is_handed_over: bool = False
) -> ShipmentDispatched:
    """Raises IllegalShipmentTransition, Conflict."""
    shipment = packed.acted(ShipmentAction.DISPATCH)
    lines = {line.asset_id: line for line in shipment.lines if line.asset_id}
    codes = _codes([line.replaces_asset_id for line in shipment.lines if line.replaces_asset_id], unit)
    for asset in unit.assets.get_all(list(lines)):
        line = lines[asset.id]
        is_rental = line.treatment is Treatment.RENTAL
        facts = {"shipment": shipment.number, "contract_line": str(line.contract_line_id)}
        kind = Kind.SOLD if not is_rental else Kind.HANDED_OVER if is_handed_over else Kind.SHIPPED
        if line.replaces_asset_id is not None and line.replaces_asset_id != asset.id:
            facts["replaces"] = codes[line.replaces_asset_id]
        unit.assets.append(*asset.record(kind, unit.context, clock.now(), facts))
        if is_rental:
            unit.assignments.open(asset.id, line.contract_line_id, unit.context.effective_at)
    shipment = replace(shipment, dispatched_at=unit.context.effective_at)
    unit.shipments.save(shipment, tracking=tracking)
    if is_handed_over:
        unit.shipments.set_arrived(replace(shipment, arrived_on=legal_day(unit.context.effective_at)))
    return ShipmentDispatched(
        shipment.id,
        shipment.contract_id,
        shipment.customer_id,
        shipment.number,
        shipment.cause,
        is_handed_over,
    )


def _codes(asset_ids: list[AssetId], unit: Unit) -> dict[AssetId, str]:
    return {asset.id: asset.code for asset in unit.assets.get_all(asset_ids)} if asset_ids else {}
