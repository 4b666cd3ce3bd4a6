"""Take the last scan back: the asset returns to the shelf as if it had not been picked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ids import AssetId, ShipmentId
from domain.ports import Unit
from domain.shipping.model import IllegalShipmentTransition, NotPicked, ShipmentAction, ShipmentStatus


@dataclass(frozen=True, slots=True)
class UnpickAsset(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR

    shipment_id: ShipmentId
    asset_id: AssetId


@dataclass(frozen=True, slots=True)
class AssetUnpicked(Event):
    shipment_id: ShipmentId
    asset_id: AssetId
    asset_code: str
    done: int
    wanted: int

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", f"asset:{self.asset_id}")


def unpick_asset(command: UnpickAsset, unit: Unit, clock: Clock) -> AssetUnpicked:
    """Undoes the reservation; where the asset was moved or labelled since, it is released and keeps that.

    Raises:
        NotPicked: the asset does not lie in this shipment.
        IllegalShipmentTransition: the shipment is packed or gone; it must be opened again first.
    """
    shipment = unit.shipments.get(command.shipment_id)
    asset = unit.assets.get(command.asset_id)
    line = shipment.line_of(asset.id)
    if line is None or asset.state.status is not Status.RESERVED:
        raise NotPicked(asset=asset.code, shipment=shipment.number)
    if shipment.status is not ShipmentStatus.OPEN:
        raise IllegalShipmentTransition(status=shipment.status, action=ShipmentAction.UNPACK)
    before = asset.state.before
    if before is not None and before.status is Status.IN_STOCK:
        kind, facts = Kind.UNDONE, {"seq": asset.state.effective_seq}
    else:
        kind, facts = Kind.RELEASED, {}
    asset, event = asset.record(kind, unit.context, clock.now(), facts)
    unit.assets.append(asset, event)
    shipment = shipment.served(line.id, None, 0)
    unit.shipments.save_line(shipment, line.id)
    return AssetUnpicked(shipment.id, asset.id, asset.code, shipment.done, shipment.wanted)
