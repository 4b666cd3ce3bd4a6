"""The bank has taken it: the money is with the customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.settlement import PaidInTheFuture
from domain.clock import Clock
from domain.ids import ContractId
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import RefundId, RefundStep, after
from domain.refunds.touching import touched_by


@dataclass(frozen=True, slots=True)
class SettleRefund(Command):
    """`on`: the day of the bank's statement."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    refund_id: RefundId
    on: date


@dataclass(frozen=True, slots=True)
class RefundSettled(Event):
    refund_id: RefundId
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def settle_refund(command: SettleRefund, unit: Unit, _clock: Clock) -> RefundSettled:
    """Raises UnknownRefund, IllegalRefundTransition, PaidInTheFuture."""
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.SETTLE)
    if command.on > unit.today():
        raise PaidInTheFuture(day=command.on)
    sent = unit.refunds.sent(refund.id)
    unit.refunds.take(refund, StepTaken(RefundStep.SETTLE, command.on, sent.amount))
    return RefundSettled(refund.id, refund.contract_id)
