"""Nothing is sent: what was credited has lowered an open invoice, or stays to the customer's credit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ContractId
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import REASON_LENGTH, RefundCause, RefundId, RefundStep, after
from domain.refunds.payable import payable
from domain.refunds.send_refund import due_tasks
from domain.refunds.touching import touched_by
from domain.tasks.model import TaskKind


class WithdrawalIsPaidBack(RuleViolation):
    """What a customer paid before withdrawing goes back as money. Source: section 357 (3) BGB."""

    code = "withdrawal_is_paid_back"


@dataclass(frozen=True, slots=True)
class CreditRefund(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    refund_id: RefundId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RefundCredited(Event):
    refund_id: RefundId
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def credit_refund(command: CreditRefund, unit: Unit, clock: Clock) -> RefundCredited:
    """Raises UnknownRefund, IllegalRefundTransition, WithdrawalIsPaidBack (while something was paid)."""
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.CREDIT)
    if refund.cause is RefundCause.WITHDRAWAL:
        currency = refund.amount.currency
        sources = unit.refunds.sources(refund.contract_id, refund.customer_id, currency)
        paid_in = unit.refunds.paid_in(refund.customer_id, currency)
        amount = payable(refund, sources, paid_in, unit.refunds.handed_out(refund))
        if amount:
            raise WithdrawalIsPaidBack(amount=amount)
    unit.refunds.take(refund, StepTaken(RefundStep.CREDIT, unit.today(), reason=command.reason.strip()[:REASON_LENGTH]))
    for task in (*unit.tasks.waiting(TaskKind.REFUND_FAILED, refund.number), *due_tasks(refund, unit)):
        unit.tasks.clear(task.id, clock.now())
    return RefundCredited(refund.id, refund.contract_id)
