"""The things that were scanned with a sale are the customer's from then on: the worker, under the person of the till,
as soon as there is an order that they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.counter.handing_over import hand_over
from domain.counter.model import SaleId, SaleStep
from domain.counter.of_seller import OfSeller
from domain.ids import ContractId, ShipmentId
from domain.ports import Unit
from domain.shipping.model import ShipmentCause


@dataclass(frozen=True, slots=True)
class HandOverSold(OfSeller, Command):
    """What a sale has nothing to carry for is done with it, too."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})


@dataclass(frozen=True, slots=True)
class SoldHandedOver(Event):
    """`shipment_id` None: there was nothing to carry."""

    sale_id: SaleId
    number: str
    contract_id: ContractId
    shipment_id: ShipmentId | None = None

    def touched(self) -> Iterable[str]:
        return ("sales", "shipments", "assets", "orders", f"sale:{self.sale_id}", f"contract:{self.contract_id}")


def hand_over_sold(command: HandOverSold, unit: Unit, clock: Clock) -> SoldHandedOver:
    """Raises UnknownSale, IllegalSaleStep (it was handed over meanwhile), and what `hand_over` raises."""
    sale = unit.counter.get(command.sale_id)
    sale.stepped(SaleStep.HAND_OVER)
    shipments = [each for each in unit.shipments.of_contract(sale.contract_id) if each.cause is ShipmentCause.ORDER]
    for shipment in shipments:
        hand_over(shipment, sale.asset_ids, unit, clock)
    unit.counter.take(sale, SaleStep.HAND_OVER)
    known = shipments[0].id if shipments else None
    return SoldHandedOver(sale.id, sale.number, sale.contract_id, known)
