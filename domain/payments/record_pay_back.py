"""What the provider answered to a refund that goes back through its charge: it arrived, or it did not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.settlement import EntryId
from domain.clock import Clock
from domain.payments.provider import Answer, Outcome
from domain.ports import Unit
from domain.refunds.fail_refund import FailRefund, RefundFailed, fail_refund
from domain.refunds.model import RefundStatus
from domain.refunds.settle_refund import SettleRefund, settle_refund


@dataclass(frozen=True, slots=True)
class RecordPayBack(Command):
    """`pay_back_id` is the key that the provider was asked with."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})
    has_consequences: ClassVar[bool] = True

    pay_back_id: EntryId
    answer: Answer


@dataclass(frozen=True, slots=True)
class PayBackTold(Event):
    """`failed` None: it arrived, or nothing is known yet."""

    pay_back_id: EntryId
    is_over: bool
    on: date
    failed: RefundFailed | None = None

    def touched(self) -> Iterable[str]:
        return ("refunds", "invoices", "customers") if self.is_over else ()


def record_pay_back(command: RecordPayBack, unit: Unit, clock: Clock) -> PayBackTold:
    """Told twice, the second changes nothing. Raises UnknownRefund."""
    known, answer = unit.payments.pay_back(command.pay_back_id), command.answer
    refund = unit.refunds.get(known.refund_id)
    on = min(answer.on or unit.today(), unit.today())
    came = answer.outcome in (Outcome.PAID_BACK, Outcome.SETTLED)
    if refund.status not in (RefundStatus.SENT, RefundStatus.SETTLED) or (
        came and refund.status is RefundStatus.SETTLED
    ):
        return PayBackTold(known.id, False, on)
    if came:
        settle_refund(SettleRefund(refund.id, on), unit, clock)
        unit.payments.end_pay_back(known.id, "arrived")
        return PayBackTold(known.id, True, on)
    if answer.outcome not in (Outcome.FAILED, Outcome.RETURNED):
        return PayBackTold(known.id, False, on)
    sent = unit.refunds.sent(refund.id)
    reason = "–" if answer.reason is None else answer.reason.text or answer.reason.code
    failed = fail_refund(FailRefund(refund.id, max(on, sent.on), reason), unit, clock)
    unit.payments.end_pay_back(known.id, "failed")
    return PayBackTold(known.id, True, on, failed)
