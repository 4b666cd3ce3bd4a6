"""Money that a check asks for ahead is taken at the till, there and then: a receipt at once, the check by the worker.

A fact: money was taken, whatever became of the order meanwhile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId, OrderId
from domain.money import Money
from domain.ports import Unit
from domain.serving.pay_at_counter import PaidPart, PromiseIsNoPayment, payment_lines
from domain.till.model import TAKEN_AT_ONCE, ReceiptId, Tendered, TillId
from domain.till.signing import Signature
from domain.till.writing import write_receipt


@dataclass(frozen=True, slots=True)
class TakeMoneyAhead(Command):
    """`title` as the receipt says it; `amount` is what was `tendered`."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})
    has_consequences: ClassVar[bool] = True

    till_id: TillId
    order_id: OrderId
    title: str
    amount: Money
    tendered: tuple[Tendered, ...]
    signed: Signature | None = None


@dataclass(frozen=True, slots=True)
class MoneyTakenAhead(Event):
    receipt_id: ReceiptId
    number: str
    order_id: OrderId
    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("receipts", "sales", "orders", "customers", f"customer:{self.customer_id}")


def take_money_ahead(command: TakeMoneyAhead, unit: Unit, _clock: Clock) -> MoneyTakenAhead:
    """Raises UnknownCheck, PromiseIsNoPayment, and what `write_receipt` refuses."""
    if any(each.way not in TAKEN_AT_ONCE for each in command.tendered):
        raise PromiseIsNoPayment
    check = unit.checks.get(command.order_id)
    receipt = write_receipt(
        unit,
        command.till_id,
        payment_lines([PaidPart(None, command.title, command.amount)]),
        command.tendered,
        check.customer_id,
        about=check.order_id,
        signature=command.signed,
    )
    return MoneyTakenAhead(receipt.id, receipt.number, check.order_id, check.customer_id, receipt.sum)
