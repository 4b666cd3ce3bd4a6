"""Close the parcel: every line is served, the delivery note can be printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.status import Kind
from domain.clock import Clock
from domain.ids import ContractId, ShipmentId
from domain.ports import Unit
from domain.shipping.model import LinesOpen, Shipment, ShipmentAction


@dataclass(frozen=True, slots=True)
class FinishPacking(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    shipment_id: ShipmentId


@dataclass(frozen=True, slots=True)
class ShipmentPacked(Event):
    """`contract_id`: whose customer comes for it; None: it is sent."""

    shipment_id: ShipmentId
    number: str
    pieces: int
    contract_id: ContractId | None = None

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", "assets")


def finish_packing(command: FinishPacking, unit: Unit, clock: Clock) -> ShipmentPacked:
    """All reserved assets of the shipment are packed.

    Raises:
        OrderInCheck: its order waits.
        LinesOpen: something is still missing.
        IllegalShipmentTransition: packed already, sent or cancelled.
    """
    shipment = pack(unit.shipments.get(command.shipment_id).free(), unit, clock)
    fetched_by = shipment.contract_id if shipment.is_pick_up else None
    return ShipmentPacked(shipment.id, shipment.number, shipment.done, fetched_by)


def pack(shipment: Shipment, unit: Unit, clock: Clock) -> Shipment:
    """Raises LinesOpen, IllegalShipmentTransition."""
    packed = shipment.acted(ShipmentAction.PACK)
    if packed.done < packed.wanted:
        raise LinesOpen(open=packed.wanted - packed.done, shipment=packed.number)
    for asset in unit.assets.get_all([line.asset_id for line in packed.lines if line.asset_id]):
        unit.assets.append(*asset.record(Kind.PACKED, unit.context, clock.now(), {"shipment": packed.number}))
    unit.shipments.save(packed)
    return packed
