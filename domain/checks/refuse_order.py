"""No contract with this customer for this order: it is cancelled, what was picked goes back, and the customer hears."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import OrderCheck, Step, said_why
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.status import OVER, TRANSITIONS, Action, Status
from domain.ids import OrderId
from domain.orders.model import OrderAction, OrderStatus, order_after
from domain.ports import Unit
from domain.shipping.calling_off import call_off
from domain.shipping.sending_again import WAITING


@dataclass(frozen=True, slots=True)
class RefuseOrder(Command):
    """`why` is ours; the customer is told that we do not deliver, and how to have it looked at by a person."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    why: str


def refuse_order(command: RefuseOrder, unit: Unit, clock: Clock) -> CheckStepped:
    """Money that came in ahead stays to the customer's credit and is paid out from there.

    Raises UnknownCheck, IllegalCheckTransition, CheckReasonMissing.
    """
    check = unit.checks.get(command.order_id)
    now = unit.checks.take(check, StepTaken(Step.REFUSE, unit.today(), said_why(command.why)))
    _cancel(check, unit, clock)
    return stepped(check, now)


def _cancel(check: OrderCheck, unit: Unit, clock: Clock) -> None:
    contract = unit.contracts.get(check.contract_id)
    if contract.status not in OVER:
        unit.contracts.save(never_was(contract))
    for shipment in unit.shipments.of_contract(contract.id):
        if shipment.status in WAITING:
            call_off(shipment, unit, clock)
    status = unit.orders.get(check.order_id).status
    if status is not OrderStatus.CANCELLED:
        unit.orders.set_status(check.order_id, order_after(status, OrderAction.CANCEL))


def never_was(contract: Contract) -> Contract:
    """Nothing of it went out, so nothing of it is charged: one that began with its order and passed, and whose money
    went back later, ends on the day it began. The next run credits what was billed."""
    if contract.status is Status.DRAFT:
        return contract.acted(Action.DISCARD)
    lines = tuple(line if line.is_recurring else replace(line, end_on=line.start_on) for line in contract.lines)
    over = Action.TERMINATE if (contract.status, Action.TERMINATE) in TRANSITIONS else Action.END
    return replace(contract.acted(over), lines=lines, end_on=contract.start_on)
