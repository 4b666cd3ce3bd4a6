"""Things that go out again for a contract that runs: after a repair, or in another one's place. RULES.md 1.5."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.assets.model import Asset
from domain.contracts.model import Contract, ContractLine
from domain.contracts.status import OVER, Status
from domain.ids import AssetId, ContractLineId, ReturnId, ShipmentId, ShipmentLineId, VariantId
from domain.orders.model import Treatment, UnknownOrder
from domain.ports import Unit
from domain.returns.model import Purpose
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus

WAITING: Final = frozenset({ShipmentStatus.OPEN, ShipmentStatus.PACKED})
"""Not sent yet, and not called off."""
NOT_AGAIN: Final = frozenset({Purpose.END, Purpose.LOAN})
"""Nothing goes out for what came back so."""


def goes_on(contract: Contract, line: ContractLine, day: date) -> bool:
    """Whether the customer is to have the things of a line after that day."""
    if contract.status in OVER or contract.status is Status.PENDING_RETURN:
        return False
    ends = [end for end in (line.end_on, contract.end_on) if end is not None]
    return all(end > day for end in ends)


def answers(shipments: Sequence[Shipment], return_id: ReturnId | None, asset_id: AssetId) -> list[Shipment]:
    """What was opened for a thing that came, or is to come, with a return; `return_id` None: for one that is lost."""
    return [
        shipment
        for shipment in shipments
        if any(line.answers_return_id == return_id and line.replaces_asset_id == asset_id for line in shipment.lines)
    ]


def awaited(contract: Contract, day: date, unit: Unit) -> list[ContractLineId]:
    """The lines of which something is with us and goes out again, once for each thing."""
    lines = unit.returns.going_out_again(contract.id)
    return [each for each in lines if goes_on(contract, contract.line(each), day)]


def opened_again(
    contract: Contract,
    line_id: ContractLineId,
    old: Asset,
    return_id: ReturnId | None,
    unit: Unit,
    *,
    variant_id: VariantId | None = None,
) -> Shipment:
    """A new shipment of one thing; it can still start a contract that waits for its goods. `variant_id` None: of the
    old one's kind.

    Raises UnknownOrder: nobody ever sent under this contract.
    """
    if contract.order_id is None:
        raise UnknownOrder(order=contract.number)
    variant = unit.catalog.variant(variant_id or old.variant_id)
    line = ShipmentLine(
        id=ShipmentLineId(unit.new_id()),
        position=1,
        variant_id=variant.id,
        title=variant.title,
        treatment=Treatment.RENTAL,
        quantity=1,
        is_tracked=True,
        contract_line_id=line_id,
        answers_return_id=return_id,
        replaces_asset_id=old.id,
    )
    shipment = Shipment(
        ShipmentId(unit.new_id()),
        unit.numbers.next_code("SH"),
        contract.order_id,
        contract.id,
        contract.customer_id,
        ShipmentStatus.OPEN,
        (line,),
        cause=ShipmentCause.ORDER if contract.start_on is None else ShipmentCause.AGAIN,
    )
    unit.shipments.add(shipment)
    return shipment
