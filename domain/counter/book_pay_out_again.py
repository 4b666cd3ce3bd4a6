"""A pay-out of a till that the ledger did not take is tried again, once somebody put right what stood against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.counter.book_pay_out import paid_out
from domain.ports import Unit
from domain.refunds.model import RefundId, RefundStep, after
from domain.till.model import ReceiptId


@dataclass(frozen=True, slots=True)
class BookPayOutAgain(Command):
    """Said as often as one likes: the worker books it once."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    receipt_id: ReceiptId
    refund_id: RefundId


@dataclass(frozen=True, slots=True)
class PayOutTriedAgain(Event):
    receipt_id: ReceiptId
    refund_id: RefundId
    number: str

    def touched(self) -> Iterable[str]:
        return ("refunds", "tasks")


def book_pay_out_again(command: BookPayOutAgain, unit: Unit, _clock: Clock) -> PayOutTriedAgain:
    """Raises UnknownReceipt, UnknownRefund, ReceiptOfAnother, IllegalRefundTransition (it is in the books)."""
    receipt, refund = paid_out(command.receipt_id, command.refund_id, unit)
    after(refund.status, RefundStep.SEND)
    return PayOutTriedAgain(receipt.id, refund.id, receipt.number)
