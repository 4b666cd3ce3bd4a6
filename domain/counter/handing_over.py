"""Goods that a customer takes along: scanned, packed and handed over as one act. The same for a sale and for an order
that waited for this store."""

from collections.abc import Sequence

from domain.clock import Clock
from domain.counter.model import GoodsMissing
from domain.ids import AssetId
from domain.ports import Unit
from domain.shipping.dispatch_shipment import ShipmentDispatched, send_out
from domain.shipping.finish_packing import pack
from domain.shipping.model import Shipment, ShipmentStatus
from domain.shipping.pick_asset import put_in
from domain.supplies.model import ask_to_count, take


def hand_over(shipment: Shipment, asset_ids: Sequence[AssetId], unit: Unit, clock: Clock) -> ShipmentDispatched:
    """`asset_ids`: what was scanned, with or without what was picked before; counted pieces go with it.

    Raises:
        OrderInCheck: its order waits.
        GoodsMissing: a line asks for a thing that nobody scanned.
        what `put_in` and `send_out` raise: a thing is somewhere else, not ready, or not what was ordered.
    """
    shipment = shipment.free()
    for asset in unit.assets.get_all(list(dict.fromkeys(asset_ids))):
        if shipment.line_of(asset.id) is None:
            shipment, _ = put_in(shipment, asset, unit, clock)
    missing = [line for line in shipment.lines if line.is_tracked and not line.is_served]
    if missing:
        raise GoodsMissing(shipment=shipment.number, open=len(missing), title=missing[0].title)
    if shipment.status is ShipmentStatus.OPEN:
        shipment = pack(_counted(shipment, unit), unit, clock)
    return send_out(shipment, unit, clock, is_handed_over=True)


def _counted(shipment: Shipment, unit: Unit) -> Shipment:
    """With all pieces that have no code, off the shelves; what the books do not have is counted later."""
    for line in shipment.lines:
        pieces = line.quantity - line.done
        if not line.is_tracked and pieces > 0:
            shipment = shipment.served(line.id, None, line.quantity)
            unit.shipments.save_line(shipment, line.id)
            missing = take(unit, line.variant_id, pieces, shipment.id)
            if missing:
                ask_to_count(unit, line.variant_id, missing, shipment.number)
    return shipment
