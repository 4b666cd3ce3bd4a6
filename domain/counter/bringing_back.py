"""Goods that were sold without a name come back with their receipt: what was booked out is booked in again."""

from domain.assets.ledger import Fact
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.counter.model import SaleStep
from domain.ports import Unit
from domain.supplies.model import Movement, MovementKind
from domain.till.model import Receipt


def bring_back(receipt: Receipt, unit: Unit, clock: Clock) -> None:
    """All of a receipt, for it is taken back as a whole; nothing where it was no sale of goods.

    A thing that something else happened to since keeps what its book says.
    """
    sale = unit.counter.of_receipt(receipt.id)
    if sale is None or sale.customer_id is not None:
        return
    for asset in unit.assets.get_all(list(sale.asset_ids)):
        if asset.state.status is Status.SOLD:
            facts: dict[str, Fact] = {"seq": asset.state.effective_seq, "receipt": sale.number}
            unit.assets.append(*asset.record(Kind.UNDONE, unit.context, clock.now(), facts))
    for place_id, variant_id, pieces in unit.counter.sold_from(sale.id):
        unit.supplies.shelves(variant_id)
        unit.supplies.move(Movement(place_id, variant_id, MovementKind.BROUGHT_BACK, pieces))
    unit.counter.take(sale, SaleStep.BRING_BACK, receipt.number)
