"""A shipment that nobody wants any more: what was picked for it goes back to the shelf."""

from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ports import Unit
from domain.shipping.model import Shipment, ShipmentAction
from domain.supplies.model import put_back


def call_off(shipment: Shipment, unit: Unit, clock: Clock) -> None:
    """Raises IllegalShipmentTransition: it left already, or was called off before."""
    cancelled = shipment.acted(ShipmentAction.CANCEL)
    facts = {"shipment": shipment.number}
    for asset in unit.assets.get_all([line.asset_id for line in shipment.lines if line.asset_id]):
        reserved = asset
        if asset.state.status is Status.PACKED:
            reserved, event = asset.record(Kind.UNPACKED, unit.context, clock.now(), facts)
            unit.assets.append(reserved, event)
        if reserved.state.status is Status.RESERVED:
            unit.assets.append(*reserved.record(Kind.RELEASED, unit.context, clock.now(), facts))
    for variant_id in {line.variant_id for line in shipment.lines if line.done and not line.is_tracked}:
        put_back(unit, shipment.id, variant_id, 0)
    for line in shipment.lines:
        if line.done:
            cancelled = cancelled.served(line.id, None, 0)
            unit.shipments.save_line(cancelled, line.id)
    unit.shipments.set_status(cancelled)
