"""Things on lines that joined a contract after its order: what goes out for them. Told twice, it does nothing more.

Called wherever a timeline changes and on the worker's daily look, beside `keep_up`, which sends what is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING
from typing import Final

from domain.catalog.model import ProductKind
from domain.clock import Clock
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.ids import OrderId, ShipmentId
from domain.orders.model import Treatment
from domain.ports import Unit
from domain.shipping.calling_off import call_off
from domain.shipping.model import Shipment, ShipmentCause, ShipmentStatus
from domain.shipping.pieces import carried
from domain.shipping.sending_again import WAITING, goes_on

NEVER: Final = date.max
_TREATMENTS: Final = {LineKind.RENTAL: Treatment.RENTAL, LineKind.SALE: Treatment.SALE}


@dataclass(frozen=True, slots=True)
class HandedOut:
    """`again_on`: nothing is to be opened before that day. `is_changed`: shipments were opened or called off."""

    again_on: date = NEVER
    is_changed: bool = False


def hand_out(contract: Contract, unit: Unit, clock: Clock, today: date) -> HandedOut:
    """Opens a shipment for each line that joined, as early as deliveries are; calls it off when the line goes first.

    A line whose thing came without one, because the contract changed hands, has what it is for.
    """
    lines = [line for line in contract.lines if line.start_on and line.variant_id and line.kind in _TREATMENTS]
    if not lines or contract.order_id is None:
        return HandedOut()
    shipments, again_on, is_changed = unit.shipments.of_contract(contract.id), NEVER, False
    for line in lines:
        known = [each for each in _sent_for(line, shipments) if each.status is not ShipmentStatus.CANCELLED]
        open_on = (line.start_on or today) - timedelta(days=unit.deliveries.lead_days)
        if not _is_wanted(contract, line, today):
            for shipment in known:
                if shipment.status in WAITING:
                    call_off(shipment, unit, clock)
                    is_changed = True
        elif not known and today < open_on:
            again_on = min(again_on, open_on)
        elif not known and line.id not in unit.assignments.served(contract.id):
            is_changed |= _opened(contract, contract.order_id, line, unit)
    return HandedOut(again_on, is_changed)


def _is_wanted(contract: Contract, line: ContractLine, today: date) -> bool:
    is_there = contract.start_on is None or contract.span(line) is not None
    return is_there and goes_on(contract, line, today)


def _sent_for(line: ContractLine, shipments: Sequence[Shipment]) -> list[Shipment]:
    """Without what goes out again for something that came back."""
    return [
        shipment
        for shipment in shipments
        if any(
            each.contract_line_id == line.id and each.answers_return_id is None and each.replaces_asset_id is None
            for each in shipment.lines
        )
    ]


def _opened(contract: Contract, order_id: OrderId, line: ContractLine, unit: Unit) -> bool:
    """False: there is nothing to carry, or `keep_up` sends it."""
    if line.variant_id is None:
        return False
    variant = unit.catalog.variant(line.variant_id)
    if variant.product.kind is not ProductKind.GOODS:
        return False
    _, quantity = line.at(line.start_on or date.min)
    pieces = int(quantity.to_integral_value(ROUND_CEILING))
    lines = carried(variant, pieces, _TREATMENTS[line.kind], line, unit)
    if lines:
        shipment = Shipment(
            ShipmentId(unit.new_id()),
            unit.numbers.next_code("SH"),
            order_id,
            contract.id,
            contract.customer_id,
            ShipmentStatus.OPEN,
            tuple(replace(each, position=number) for number, each in enumerate(lines, start=1)),
            cause=ShipmentCause.ORDER if contract.start_on is None else ShipmentCause.AGAIN,
        )
        unit.shipments.add(shipment)
    return bool(lines)
