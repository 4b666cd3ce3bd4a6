"""Count pieces that have no code of their own into a shipment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.ids import ShipmentId, VariantId
from domain.orders.model import QuantityWrong
from domain.ports import Unit
from domain.shipping.model import (
    IllegalShipmentTransition,
    NothingOpen,
    Shipment,
    ShipmentAction,
    ShipmentStatus,
    WrongProduct,
)
from domain.supplies.model import ask_to_count, put_back, take


@dataclass(frozen=True, slots=True)
class PickConsumable(Command):
    """`quantity` pieces; negative takes pieces out again (the undo of an earlier scan)."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR

    shipment_id: ShipmentId
    variant_id: VariantId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ConsumablePicked(Event):
    """`missing`: so many of these pieces the books did not have; they are in the parcel all the same."""

    shipment_id: ShipmentId
    title: str
    position: int
    done: int
    wanted: int
    missing: int = 0

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}", "supplies", "tasks")


def pick_consumable(command: PickConsumable, unit: Unit, _clock: Clock) -> ConsumablePicked:
    """Counts pieces into the first open line of that variant, off the shelves or back onto them.

    Raises:
        OrderInCheck: its order waits.
        WrongProduct, NothingOpen: no line asks for it, or for no more.
        QuantityWrong: none at all, more than the line wants, or less than nothing.
        IllegalShipmentTransition: the shipment is packed, sent or cancelled.
    """
    shipment = unit.shipments.get(command.shipment_id).free()
    if shipment.status is not ShipmentStatus.OPEN:
        raise IllegalShipmentTransition(status=shipment.status, action=ShipmentAction.PACK)
    lines = [line for line in shipment.lines if not line.is_tracked and line.variant_id == command.variant_id]
    if not lines:
        wanted = ", ".join(line.title for line in shipment.lines if not line.is_served)
        raise WrongProduct(asset=unit.catalog.variant(command.variant_id).sku, wanted=wanted)
    if command.quantity == 0:
        raise QuantityWrong(value=command.quantity)
    adds = command.quantity > 0
    open_lines = [line for line in lines if (not line.is_served if adds else line.done > 0)]
    if not open_lines:
        raise NothingOpen(asset=lines[0].title, title=lines[0].title)
    line = open_lines[0]
    done = line.done + command.quantity
    if not 0 <= done <= line.quantity:
        raise QuantityWrong(value=command.quantity)
    shipment = shipment.served(line.id, None, done)
    unit.shipments.save_line(shipment, line.id)
    missing = _moved(command, shipment, unit)
    return ConsumablePicked(shipment.id, line.title, line.position, shipment.done, shipment.wanted, missing)


def _moved(command: PickConsumable, shipment: Shipment, unit: Unit) -> int:
    """How many pieces the books did not have."""
    if command.quantity < 0:
        put_back(unit, shipment.id, command.variant_id, shipment.pieces_of(command.variant_id))
        return 0
    missing = take(unit, command.variant_id, command.quantity, shipment.id)
    if missing:
        ask_to_count(unit, command.variant_id, missing, shipment.number)
    return missing
