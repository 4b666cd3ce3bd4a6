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
from domain.refunds.model import NothingToPayOut, Refund, RefundId, RefundStatus, UnknownRefund
from domain.refunds.send_refund import SendRefund, paid_back
from domain.serving.book_counter_payment import ReceiptOfAnother
from domain.tasks.model import TaskKind
from domain.till.model import Receipt, ReceiptId


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
    receipt, refund = paid_out(command.receipt_id, command.refund_id, unit)
    amount = -receipt.sum
    known = (refund.id, refund.number, refund.customer_id, amount)
    if refund.status is not RefundStatus.APPROVED:
        if not _is_in_the_books(receipt, refund, unit):
            _tell_unbooked(receipt, refund, unit)
        return PayOutBooked(*known, is_booked=False)
    paid_on = legal_day(receipt.at)
    try:
        paid_back(refund, SendRefund(refund.id, amount, paid_on, PaidBy.CASH), unit, clock)
    except (NothingToPayOut, OpenChangedMeanwhile):
        _tell_unbooked(receipt, refund, unit)
        return PayOutBooked(*known, is_booked=False)
    for task in unit.tasks.waiting(TaskKind.COUNTER_PAY_OUT_UNBOOKED, receipt.number):
        unit.tasks.clear(task.id, clock.now())
    return PayOutBooked(*known, is_booked=True)


def paid_out(receipt_id: ReceiptId, refund_id: RefundId, unit: Unit) -> tuple[Receipt, Refund]:
    """Raises UnknownReceipt, UnknownRefund, ReceiptOfAnother."""
    receipt, refund = unit.till.receipt(receipt_id), unit.refunds.get(refund_id)
    if receipt.about != refund.id or receipt.customer_id != refund.customer_id or receipt.sum.minor >= 0:
        raise ReceiptOfAnother(number=receipt.number)
    return receipt, refund


def _is_in_the_books(receipt: Receipt, refund: Refund, unit: Unit) -> bool:
    """Whether what was sent for it is the cash of this receipt."""
    try:
        sent = unit.refunds.sent(refund.id)
    except UnknownRefund:
        return False
    is_same = (sent.amount, sent.on) == (-receipt.sum, legal_day(receipt.at))
    return is_same and sent.entry_id is not None and unit.billing.settlements.entry(sent.entry_id).by is PaidBy.CASH


def _tell_unbooked(receipt: Receipt, refund: Refund, unit: Unit) -> None:
    if unit.tasks.is_open(TaskKind.COUNTER_PAY_OUT_UNBOOKED, receipt.number):
        return
    amount = -receipt.sum
    about = {"refund": refund.number, "refund_id": str(refund.id), "receipt_id": str(receipt.id)}
    facts: dict[str, str | int] = {"minor": amount.minor, "currency": str(amount.currency), **about}
    unit.tasks.open(TaskKind.COUNTER_PAY_OUT_UNBOOKED, receipt.number, facts)
