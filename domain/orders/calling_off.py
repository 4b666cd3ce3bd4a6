"""An order of which nothing left the house is over: for the contract it never was, and what was picked goes back."""

from dataclasses import replace

from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.status import OVER, TRANSITIONS, Action, Status
from domain.ids import OrderId
from domain.orders.model import OrderAction, OrderStatus, order_after
from domain.ports import Unit
from domain.shipping.calling_off import call_off
from domain.shipping.sending_again import WAITING


def call_off_order(order_id: OrderId, contract: Contract, unit: Unit, clock: Clock) -> Contract:
    """The contract as it stands then; one that is over already stays as it is."""
    if contract.status not in OVER:
        contract = never_was(contract)
        unit.contracts.save(contract)
    for shipment in unit.shipments.of_contract(contract.id):
        if shipment.status in WAITING:
            call_off(shipment, unit, clock)
    status = unit.orders.get(order_id).status
    if status is not OrderStatus.CANCELLED:
        unit.orders.set_status(order_id, order_after(status, OrderAction.CANCEL))
    return contract


def never_was(contract: Contract) -> Contract:
    """Nothing of it went out, so nothing of it is charged: one that began with its order ends on the day it began. The
    next bill credits what was billed."""
    if contract.status is Status.DRAFT:
        return contract.acted(Action.DISCARD)
    lines = tuple(line if line.is_recurring else replace(line, end_on=line.start_on) for line in contract.lines)
    over = Action.TERMINATE if (contract.status, Action.TERMINATE) in TRANSITIONS else Action.END
    return replace(contract.acted(over), lines=lines, end_on=contract.start_on)
