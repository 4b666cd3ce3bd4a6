"""A refund that was approved goes out of the drawer, to the customer who stands there: a receipt at once, the books by
the worker.

What is due says the ledger: of a balance, a deposit that was settled, or a contract that was credited.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.settlement import OpenChangedMeanwhile
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit
from domain.refunds.model import RefundId
from domain.till.model import ReceiptId, ReceiptLine, ReceiptLineKind, Tendered, TillId, Way
from domain.till.signing import Signature
from domain.till.void_receipt import SecondPersonNeeded
from domain.till.writing import write_receipt


class RefundNotDue(RuleViolation):
    """It is not approved (any more), waits for goods, or was paid out before."""

    code = "refund_not_due"


@dataclass(frozen=True, slots=True)
class PayOutAtCounter(Command):
    """`amount` is what was seen as due, above nothing; `title` as the receipt says it. The customer agreed to cash."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})
    has_consequences: ClassVar[bool] = True

    till_id: TillId
    refund_id: RefundId
    customer_id: CustomerId
    title: str
    amount: Money
    signed: Signature | None = None


@dataclass(frozen=True, slots=True)
class PaidOutAtCounter(Event):
    receipt_id: ReceiptId
    number: str
    refund_id: RefundId
    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("receipts", "refunds", "customers", f"customer:{self.customer_id}")


def pay_out_at_counter(command: PayOutAtCounter, unit: Unit, _clock: Clock) -> PaidOutAtCounter:
    """Never more than lies in the drawer. Above the till's limit somebody else agreed, at another workplace.

    Raises RefundNotDue, OpenChangedMeanwhile, SecondPersonNeeded, and what `write_receipt` refuses.
    """
    due = unit.counter.refund_due(command.refund_id)
    if not due:
        raise RefundNotDue
    if due != command.amount:
        raise OpenChangedMeanwhile(open=due)
    limit = unit.till.take(command.till_id).till.void_limit
    if limit < due and not set(unit.counter.pay_out_agreed_by(command.refund_id)) - {unit.context.actor_id}:
        raise SecondPersonNeeded(limit=limit)
    line, paid = pay_out_parts(command.title, due)
    receipt = write_receipt(
        unit,
        command.till_id,
        [line],
        [paid],
        command.customer_id,
        about=command.refund_id,
        signature=command.signed,
    )
    return PaidOutAtCounter(receipt.id, receipt.number, command.refund_id, command.customer_id, due)


def pay_out_parts(title: str, amount: Money) -> tuple[ReceiptLine, Tendered]:
    """What the receipt says, and the cash."""
    back = -amount
    return ReceiptLine(title, Decimal(1), back, None, ReceiptLineKind.PAYMENT), Tendered(Way.CASH, back)
