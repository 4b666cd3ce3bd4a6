"""What went out of a drawer for a refund enters the ledger, and the refund has arrived. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.settlement import OpenChangedMeanwhile, PaidBy
from domain.clock import Clock, legal_day
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit
from domain.refunds.model import NothingToPayOut, RefundId, RefundStatus
from domain.refunds.send_refund import SendRefund, paid_back
from domain.serving.book_counter_payment import ReceiptOfAnother
from domain.tasks.model import TaskKind
from domain.till.model import ReceiptId


@dataclass(frozen=True, slots=True)
class BookPayOut(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    receipt_id: ReceiptId
    refund_id: RefundId


@dataclass(frozen=True, slots=True)
class PayOutBooked(Event):
    """`is_booked` False: it was before, or the ledger holds another amount by now, and a person hears of it."""

    refund_id: RefundId
    number: str
    customer_id: CustomerId
    amount: Money
    is_booked: bool

    def touched(self) -> Iterable[str]:
        return ("refunds", "invoices", "customers", "tasks", f"customer:{self.customer_id}")


def book_pay_out(command: BookPayOut, unit: Unit, clock: Clock) -> PayOutBooked:
    """Once, however often it is told. Raises UnknownReceipt, UnknownRefund, ReceiptOfAnother."""
    receipt, refund = unit.till.receipt(command.receipt_id), unit.refunds.get(command.refund_id)
    if receipt.about != refund.id or receipt.customer_id != refund.customer_id or receipt.sum.minor >= 0:
        raise ReceiptOfAnother(number=receipt.number)
    amount = -receipt.sum
    known = (refund.id, refund.number, refund.customer_id, amount)
    if refund.status is not RefundStatus.APPROVED:
        return PayOutBooked(*known, is_booked=False)
    paid_on = legal_day(receipt.at)
    try:
        paid_back(refund, SendRefund(refund.id, amount, paid_on, PaidBy.CASH), unit, clock)
    except (NothingToPayOut, OpenChangedMeanwhile):
        if not unit.tasks.is_open(TaskKind.COUNTER_PAY_OUT_UNBOOKED, receipt.number):
            facts: dict[str, str | int] = {"minor": amount.minor, "currency": str(amount.currency)}
            unit.tasks.open(TaskKind.COUNTER_PAY_OUT_UNBOOKED, receipt.number, {**facts, "refund": refund.number})
        return PayOutBooked(*known, is_booked=False)
    return PayOutBooked(*known, is_booked=True)
