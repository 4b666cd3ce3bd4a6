"""An order that waits for this store is handed over: scanned, packed, gone with the customer. A fact of the floor."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, CommandKind, Seat
from domain.clock import Clock
from domain.counter.handing_over import hand_over
from domain.counter.model import SaleStage, SaleStep
from domain.counter.note_sale import known_by
from domain.ids import AssetId, ShipmentId
from domain.ports import Unit
from domain.shipping.dispatch_shipment import ShipmentDispatched
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class HandOverAtCounter(Command):
    """`asset_ids`: the things that were scanned; what was picked for it before need not be scanned again."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})
    has_consequences: ClassVar[bool] = True

    shipment_id: ShipmentId
    asset_ids: tuple[AssetId, ...] = ()


def hand_over_at_counter(command: HandOverAtCounter, unit: Unit, clock: Clock) -> ShipmentDispatched:
    """Raises UnknownShipment, and what `hand_over` raises."""
    shipment = unit.shipments.get(command.shipment_id)
    gone = hand_over(shipment, command.asset_ids, unit, clock)
    sale = unit.counter.of_order(shipment.order_id)
    if sale is not None and sale.stage is SaleStage.BOOKED:
        unit.counter.take(sale, SaleStep.HAND_OVER)
        for task in unit.tasks.waiting(TaskKind.SALE_GOODS_HELD, known_by(sale)):
            unit.tasks.clear(task.id, clock.now())
    return gone
