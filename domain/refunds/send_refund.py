"""The money leaves: booked out of the balance, oldest part first, and onto the list for the bank (or the till's cash).

Sent twice is impossible: from SENT no way leads to SENT, and the attempt's id is the command's.
"""

from collections.abc import Iterable, Sequence
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
from domain.errors import InvalidInput, RuleViolation
from domain.ids import ContractId
from domain.money import Money
from domain.payments.pay_back import BY_PROVIDER, PayBack, chosen_charge
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import ACCOUNT_LENGTH, NothingToPayOut, Refund, RefundCause, RefundId, RefundStep, after
from domain.refunds.payable import payable
from domain.refunds.rules import RefundWaitsForGoods
from domain.refunds.touching import touched_by
from domain.refunds.way_back import AT_ONCE, NEEDS_ACCOUNT, RefundOtherWay
from domain.settings.business import iban_from
from domain.tasks.model import Task, TaskKind


class RefundAccountBound(RuleViolation):
    """Somebody else approved it with the account that it has: whoever asked for it does not change where it goes."""

    code = "refund_account_bound"


class AccountMissing(InvalidInput):
    """A transfer needs an account that it goes to."""

    code = "account_missing"


@dataclass(frozen=True, slots=True)
class SendRefund(Command):
    """`amount_seen` is what the person saw as payable. `account` "": the one that is known.

    `goods_sent_on`: the day on which a proof shows that the things were sent (None: no proof). `other_way_agreed`: the
    customer wants it by another method than they paid with.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    refund_id: RefundId
    amount_seen: Money
    sent_on: date
    by: PaidBy = PaidBy.TRANSFER
    goods_sent_on: date | None = None
    other_way_agreed: bool = False
    account: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class RefundSent(Event):
    refund_id: RefundId
    contract_id: ContractId | None
    amount: Money

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def send_refund(command: SendRefund, unit: Unit, clock: Clock) -> RefundSent:
    """Cash has arrived with that.

    Raises UnknownRefund, IllegalRefundTransition, PaidInTheFuture, RefundWaitsForGoods, RefundOtherWay,
    NothingToPayOut, OpenChangedMeanwhile, AccountMissing, IbanWrong, RefundAccountBound, NoChargeToPayBack.
    """
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.SEND)
    check_sending(command, refund, unit)
    return RefundSent(refund.id, refund.contract_id, paid_back(refund, command, unit, clock))


def paid_back(refund: Refund, command: SendRefund, unit: Unit, clock: Clock) -> Money:
    """What is sent. Raises IllegalRefundTransition, NothingToPayOut, OpenChangedMeanwhile, NoChargeToPayBack."""
    after(refund.status, RefundStep.SEND)
    currency = refund.amount.currency
    sources = unit.refunds.sources(refund.contract_id, refund.customer_id, currency)
    paid_in, handed_out = unit.refunds.paid_in(refund.customer_id, currency), unit.refunds.handed_out(refund)
    amount = payable(refund, sources, paid_in, handed_out)
    if not amount:
        raise NothingToPayOut(number=refund.number)
    if amount != command.amount_seen:
        raise OpenChangedMeanwhile(open=amount)
    account = _account(command, refund, unit)
    if account != unit.refunds.account(refund.id):
        unit.refunds.set_account(refund.id, account)
    entries = _entries(command, refund, taken([each for each in sources if each.is_payable], amount), unit)
    unit.billing.settlements.book(entries, f"{refund.number} {account}".strip()[:REFERENCE_LENGTH])
    if command.by in BY_PROVIDER:
        charge = chosen_charge(refund, command.by, amount, unit.payments.charges_left(refund.customer_id, currency))
        back = PayBack(entries[0].id, refund.id, refund.customer_id, charge.attempt_id, amount)
        unit.payments.add_pay_back(back)
    unit.refunds.take(refund, StepTaken(RefundStep.SEND, command.sent_on, amount, entries[0].id))
    if command.by in AT_ONCE:
        unit.refunds.take(refund.stepped(RefundStep.SEND), StepTaken(RefundStep.SETTLE, command.sent_on, amount))
    waiting = [*unit.tasks.waiting(TaskKind.REFUND_FAILED, refund.number), *due_tasks(refund, unit)]
    for task in waiting:
        unit.tasks.clear(task.id, clock.now())
    return amount


def due_tasks(refund: Refund, unit: Unit) -> list[Task]:
    """Those that wait for the money of a withdrawal."""
    if refund.cause is not RefundCause.WITHDRAWAL or refund.contract_id is None:
        return []
    return list(unit.tasks.waiting(TaskKind.REFUND_DUE, unit.contracts.get(refund.contract_id).number))


def _account(command: SendRefund, refund: Refund, unit: Unit) -> str:
    """Raises AccountMissing, IbanWrong, RefundAccountBound."""
    known = unit.refunds.account(refund.id)
    account = command.account.strip()[:ACCOUNT_LENGTH] or known
    if command.by in NEEDS_ACCOUNT:
        if not account:
            raise AccountMissing(number=refund.number)
        account = iban_from(account)
    if "".join(account.upper().split()) != "".join(known.upper().split()) and unit.refunds.is_account_bound(refund.id):
        raise RefundAccountBound(number=refund.number)
    return account


def _entries(command: SendRefund, refund: Refund, parts: Sequence[tuple[EntryId, Money]], unit: Unit) -> list[Entry]:
    nothing = Money(0, refund.amount.currency)
    return [
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
        for source_id, part in parts
    ]


def check_sending(command: SendRefund, refund: Refund, unit: Unit) -> None:
    """Days, the goods of a withdrawal, the method and the account. Raises what `send_refund` says of them."""
    _check_days(command, refund, unit)
    known = unit.refunds.paid_by(refund)
    is_known = not known or command.by in known or _is_debited_account(command.by, known)
    if not is_known and not command.other_way_agreed:
        raise RefundOtherWay(by=command.by)
    _account(command, refund, unit)


def _is_debited_account(by: PaidBy, known: frozenset[PaidBy]) -> bool:
    """What was debited goes back to the account by a transfer too: it is the same way."""
    return by is PaidBy.TRANSFER and PaidBy.DIRECT_DEBIT in known


def _check_days(command: SendRefund, refund: Refund, unit: Unit) -> None:
    today = unit.today()
    for day in (command.sent_on, command.goods_sent_on):
        if day is not None and day > today:
            raise PaidInTheFuture(day=day)
    if refund.cause is not RefundCause.WITHDRAWAL or command.goods_sent_on is not None:
        return
    if refund.contract_id is not None and unit.settings.refunds().value.waits_for_goods:
        out = unit.assignments.still_out(refund.contract_id)
        if out:
            raise RefundWaitsForGoods(count=out, until=refund.due_on or today)
