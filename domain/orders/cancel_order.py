"""The customer or the house calls an order off before anything left: nothing is charged, and nothing is sent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Final

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.checks.closing import close_check
from domain.clock import Clock
from domain.errors import InvalidInput, RuleViolation
from domain.ids import ContractId, CustomerId, OrderId
from domain.orders.calling_off import call_off_order
from domain.orders.model import IllegalOrderTransition, OrderAction, OrderStatus
from domain.ports import Unit

LONGEST: Final = 200


class OrderHasBegun(RuleViolation):
    """Something left the house, or the contract began on a day before: it is ended or withdrawn from now on."""

    code = "order_has_begun"


class CancelReasonTooLong(InvalidInput):
    """At most 200 letters."""

    code = "cancel_reason_too_long"


@dataclass(frozen=True, slots=True)
class CancelOrder(Command):
    """`reason` is ours, and is not told. `tells`: the customer gets a letter."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    contract_id: ContractId
    reason: str = field(default="", metadata=PERSONAL)
    tells: bool = True


@dataclass(frozen=True, slots=True)
class OrderCancelled(Event):
    order_id: OrderId
    order_number: str
    contract_id: ContractId
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return ("orders", "contracts", "shipments", "availability", "tasks", f"contract:{self.contract_id}")


def cancel_order(command: CancelOrder, unit: Unit, clock: Clock) -> OrderCancelled:
    """What was paid stays to the customer's credit, and is paid out from there.

    Raises UnknownOrder, UnknownContract, IllegalOrderTransition, OrderHasBegun, CancelReasonTooLong.
    """
    if len(command.reason.strip()) > LONGEST:
        raise CancelReasonTooLong(longest=LONGEST)
    order, contract = unit.orders.get(command.order_id), unit.contracts.get(command.contract_id)
    if contract.order_id != order.id or order.status is OrderStatus.CANCELLED:
        raise IllegalOrderTransition(status=order.status, action=OrderAction.CANCEL)
    left = [shipment.dispatched_at for shipment in unit.shipments.of_contract(contract.id)]
    if not is_untouched(contract.start_on, left, unit.today()):
        raise OrderHasBegun(order=order.number, contract=contract.number)
    contract = call_off_order(order.id, contract, unit, clock)
    close_check(contract, unit, clock)
    return OrderCancelled(order.id, order.number, contract.id, contract.customer_id)


def is_untouched(start_on: date | None, left: Iterable[datetime | None], day: date) -> bool:
    """Whether nothing left the house and no day of the contract is over. `left`: when each parcel did, None: it is
    here."""
    return (start_on is None or start_on >= day) and all(each is None for each in left)
