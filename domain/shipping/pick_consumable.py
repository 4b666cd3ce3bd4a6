"""Count pieces that have no code of their own into a shipment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.ids import ShipmentId, VariantId
from domain.orders.model import QuantityWrong
from domain.ports import Unit
from domain.shipping.model import IllegalShipmentTransition, NothingOpen, ShipmentAction, ShipmentStatus, WrongProduct


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
    shipment_id: ShipmentId
    title: str
    position: int
    done: int
    wanted: int

    def touched(self) -> Iterable[str]:
        return ("shipments", f"shipment:{self.shipment_id}")


def pick_consumable(command: PickConsumable, unit: Unit, _clock: Clock) -> ConsumablePicked:
    """Counts pieces into the first open line of that variant.

    Raises:
        WrongProduct, NothingOpen: no line asks for it, or for no more.
        QuantityWrong: none at all, more than the line wants, or less than nothing.
        IllegalShipmentTransition: the shipment is packed, sent or cancelled.
    """
    shipment = unit.shipments.get(command.shipment_id)
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
    return ConsumablePicked(shipment.id, line.title, line.position, shipment.done, shipment.wanted)
