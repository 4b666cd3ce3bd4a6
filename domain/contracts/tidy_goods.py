"""What an end says about goods: what is out is expected back, what waits to be sent is not sent."""

from datetime import date
from typing import Final

from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.orders.model import OrderAction, OrderStatus, order_after
from domain.ports import Unit
from domain.returns.ask_back import ask_back
from domain.shipping.calling_off import call_off
from domain.shipping.model import ShipmentCause
from domain.shipping.sending_again import WAITING, goes_on

_FOR_ONE_LINE: Final = frozenset({ShipmentCause.AGAIN, ShipmentCause.LOAN})


def tidy_goods(contract: Contract, day: date, unit: Unit, clock: Clock) -> bool:
    """Brings returns and shipments in line with the contract's end, or with the end that was taken back; whether
    something changed. Told again, nothing does."""
    is_changed = call_off_unwanted(contract, day, unit, clock)
    if contract.status is Status.WITHDRAWN:
        _cancel_order(contract, unit)
    return ask_back(contract, day, unit, clock) or is_changed


def call_off_unwanted(contract: Contract, day: date, unit: Unit, clock: Clock) -> bool:
    """What waits to be sent for lines that do not go on is not sent; whether there was such."""
    is_withdrawn = contract.status is Status.WITHDRAWN
    is_changed = False
    for shipment in unit.shipments.of_contract(contract.id):
        lines = [contract.line(line.contract_line_id) for line in shipment.lines]
        is_unwanted = shipment.cause in _FOR_ONE_LINE and not any(goes_on(contract, each, day) for each in lines)
        if shipment.status in WAITING and (is_withdrawn or is_unwanted):
            call_off(shipment, unit, clock)
            is_changed = True
    return is_changed


def _cancel_order(contract: Contract, unit: Unit) -> None:
    """Source: RULES.md 1.3, a withdrawal cancels the order."""
    if contract.order_id is None:
        return
    status = unit.orders.get(contract.order_id).status
    if status in (OrderStatus.OPEN, OrderStatus.FULFILLED):
        unit.orders.set_status(contract.order_id, order_after(status, OrderAction.CANCEL))
