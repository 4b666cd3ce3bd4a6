"""The money came back: it is balance again, somebody has to look, and it can be sent again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.reverse_payment import reversed_entry
from domain.billing.settlement import EntryId, EntryKind, PaidInTheFuture, WentBackBefore
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ContractId
from domain.money import Money
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import REASON_LENGTH, RefundId, RefundReasonMissing, RefundStep, after
from domain.refunds.touching import touched_by
from domain.tasks.model import TaskKind


class PaidOutAtTill(RuleViolation):
    """It left a drawer in cash: no bank sends it back."""

    code = "paid_out_at_till"


@dataclass(frozen=True, slots=True)
class FailRefund(Command):
    """`on`: the day on which it came back; `reason` as the bank says it."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    refund_id: RefundId
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class RefundFailed(Event):
    refund_id: RefundId
    contract_id: ContractId | None
    amount: Money

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def fail_refund(command: FailRefund, unit: Unit, _clock: Clock) -> RefundFailed:
    """Also one that was noted as arrived: a transfer may come back days after the statement showed it.

    Raises UnknownRefund, IllegalRefundTransition, RefundReasonMissing, PaidInTheFuture, WentBackBefore, RefundUnderWay
    (another one was begun since), PaidOutAtTill.
    """
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.FAIL)
    if unit.refunds.left_a_till(refund.id):
        raise PaidOutAtTill(number=refund.number)
    if not command.reason.strip():
        raise RefundReasonMissing(contract=refund.number)
    if command.on > unit.today():
        raise PaidInTheFuture(day=command.on)
    sent = unit.refunds.sent(refund.id)
    if command.on < sent.on:
        raise WentBackBefore(day=command.on, paid_on=sent.on)
    amount, reason = sent.amount or Money(0, refund.amount.currency), command.reason.strip()[:REASON_LENGTH]
    ledger = unit.billing.settlements
    if sent.entry_id is not None:
        paid = [each for each in ledger.booked_with(sent.entry_id) if each.kind is EntryKind.PAY_OUT]
        back = [replace(reversed_entry(each), id=EntryId(unit.new_id()), booked_on=command.on) for each in paid]
        ledger.book(back, reason)
    unit.refunds.take(refund, StepTaken(RefundStep.FAIL, command.on, amount, reason=reason))
    unit.tasks.open(TaskKind.REFUND_FAILED, refund.number, {"refund": refund.number, "amount": str(amount)})
    return RefundFailed(refund.id, refund.contract_id, amount)
