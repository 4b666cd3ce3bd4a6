"""The money leaves: booked out of the balance, oldest part first, and onto the list for the bank (or the till's cash).

Sent twice is impossible: from SENT no way leads to SENT, and the attempt's id is the command's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    Entry,
    EntryId,
    EntryKind,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
    taken,
)
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import ContractId
from domain.money import Money
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import ACCOUNT_LENGTH, NothingToPayOut, Refund, RefundCause, RefundId, RefundStep, after
from domain.refunds.payable import payable
from domain.refunds.rules import RefundWaitsForGoods
from domain.refunds.touching import touched_by
from domain.tasks.model import TaskKind


class AccountMissing(InvalidInput):
    """A transfer needs an account that it goes to."""

    code = "account_missing"


@dataclass(frozen=True, slots=True)
class SendRefund(Command):
    """`amount_seen` is what the person saw as payable. `account` "": the one that is known.

    `goods_sent_on`: the day on which a proof shows that the things were sent (None: no proof).
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    refund_id: RefundId
    amount_seen: Money
    sent_on: date
    by: PaidBy = PaidBy.TRANSFER
    goods_sent_on: date | None = None
    account: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class RefundSent(Event):
    refund_id: RefundId
    contract_id: ContractId
    amount: Money

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def send_refund(command: SendRefund, unit: Unit, clock: Clock) -> RefundSent:
    """Raises UnknownRefund, IllegalRefundTransition, PaidInTheFuture, RefundWaitsForGoods, NothingToPayOut,
    AccountMissing, OpenChangedMeanwhile."""
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.SEND)
    _check_days(command, refund, unit)
    currency = refund.amount.currency
    sources = unit.refunds.sources(refund.contract_id, refund.customer_id, currency)
    amount = payable(refund, sources, unit.refunds.paid_in(refund.customer_id, currency))
    if not amount:
        raise NothingToPayOut(number=refund.number)
    if amount != command.amount_seen:
        raise OpenChangedMeanwhile(open=amount)
    account = command.account.strip()[:ACCOUNT_LENGTH] or unit.refunds.account(refund.id)
    if command.by is PaidBy.TRANSFER and not account:
        raise AccountMissing(number=refund.number)
    unit.refunds.set_account(refund.id, account)
    nothing = Money(0, currency)
    entries = [
        Entry(
            id=EntryId(unit.new_id()),
            kind=EntryKind.PAY_OUT,
            customer_id=refund.customer_id,
            booked_on=command.sent_on,
            settled=nothing,
            credited=nothing,
            balance=-part,
            money=-part,
            source_id=source_id,
            by=command.by,
        )
        for source_id, part in taken([each for each in sources if not each.is_reward], amount)
    ]
    unit.billing.settlements.book(entries, f"{refund.number} {account}".strip()[:REFERENCE_LENGTH])
    unit.refunds.take(refund, StepTaken(RefundStep.SEND, command.sent_on, amount, entries[0].id))
    contract = unit.contracts.get(refund.contract_id)
    waiting = [*unit.tasks.waiting(TaskKind.REFUND_FAILED, refund.number)]
    if refund.cause is RefundCause.WITHDRAWAL:
        waiting += unit.tasks.waiting(TaskKind.REFUND_DUE, contract.number)
    for task in waiting:
        unit.tasks.clear(task.id, clock.now())
    return RefundSent(refund.id, refund.contract_id, amount)


def _check_days(command: SendRefund, refund: Refund, unit: Unit) -> None:
    today = unit.today()
    for day in (command.sent_on, command.goods_sent_on):
        if day is not None and day > today:
            raise PaidInTheFuture(day=day)
    if refund.cause is not RefundCause.WITHDRAWAL or command.goods_sent_on is not None:
        return
    if unit.settings.refunds().value.waits_for_goods:
        out = unit.assignments.still_out(refund.contract_id)
        if out:
            raise RefundWaitsForGoods(count=out, until=refund.due_on or today)
