"""Assign a concrete asset to a shipment by scanning it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.ledger import Fact
from domain.assets.model import Asset
from domain.assets.status import Kind, Readiness, Status
from domain.clock import Clock, legal_day
from domain.ids import AssetId, ShipmentId
from domain.maintenance.due import check_not_overdue
from domain.places.model import ThingInQuarantine
from domain.ports import Unit
from domain.shipping.model import (
    AlreadyPicked,
    AssetNotInStock,
    AssetNotReady,
    IllegalShipmentTransition,
    Shipment,
    ShipmentAction,
    ShipmentLine,
    ShipmentStatus,
)


@dataclass(frozen=True, slots=True)
class PickAsset(Command):
    """The asset goes into the shipment's first open line that asks for its variant. `proposed`: what the person was
    shown to take, by the place of each line; another thing needs no reason, but its book says which one was proposed.
    """

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR

    shipment_id: ShipmentId
    asset_id: AssetId
    proposed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AssetPicked(Event):
    shipment_id: ShipmentId
    asset_id: AssetId
    asset_code: str
    title: str
    position: int
    done: int
    wanted: int

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", f"asset:{self.asset_id}")


def pick_asset(command: PickAsset, unit: Unit, clock: Clock) -> AssetPicked:
    """Reserves the asset for its line.

    Raises:
        OrderInCheck: its order waits.
        AlreadyPicked: scanned before for this shipment; nothing changes.
        AssetNotInStock: it is out, sold, in repair, or promised to someone else.
        AssetNotReady: in stock, but not fit to go out.
        ThingInQuarantine: somebody holds it back.
        CareOverdue: a maintenance is overdue without which it does not leave the house.
        WrongProduct, NothingOpen: no line asks for it, or none any more.
        IllegalShipmentTransition: the shipment is packed, sent or cancelled.
    """
    shipment = unit.shipments.get(command.shipment_id).free()
    asset = unit.assets.get(command.asset_id)
    shipment, line = put_in(shipment, asset, unit, clock, dict(command.proposed))
    return AssetPicked(shipment.id, asset.id, asset.code, line.title, line.position, shipment.done, shipment.wanted)


def put_in(
    shipment: Shipment, asset: Asset, unit: Unit, clock: Clock, shown: Mapping[int, str] = MappingProxyType({})
) -> tuple[Shipment, ShipmentLine]:
    """The shipment with the asset in it, and the line it serves. Raises as `pick_asset`."""
    _check(shipment, asset, unit)
    line = shipment.line_for(asset)
    check_not_overdue(asset, unit.care.blocking(asset.id), unit.today())
    facts: dict[str, Fact] = {"holder": str(line.contract_line_id), "shipment": shipment.number}
    if line.position in shown and asset.code not in shown.values():
        facts["proposed"] = shown[line.position]
    unit.assets.append(*asset.record(Kind.RESERVED, unit.context, clock.now(), facts))
    shipment = shipment.served(line.id, asset.id, 1)
    unit.shipments.save_line(shipment, line.id)
    return shipment, line


def _check(shipment: Shipment, asset: Asset, unit: Unit) -> None:
    if shipment.line_of(asset.id) is not None:
        raise AlreadyPicked(asset=asset.code, shipment=shipment.number)
    if shipment.status is not ShipmentStatus.OPEN:
        raise IllegalShipmentTransition(status=shipment.status, action=ShipmentAction.PACK)
    if asset.state.status is not Status.IN_STOCK:
        shipment.line_for(asset)
        raise AssetNotInStock(asset=asset.code, status=asset.state.status)
    if asset.state.readiness is Readiness.QUARANTINED:
        held = unit.places.held([asset.id])[asset.id]
        raise ThingInQuarantine(asset=asset.code, reason=held.reason, since=legal_day(held.since))
    if asset.state.readiness is not Readiness.READY:
        raise AssetNotReady(asset=asset.code)
