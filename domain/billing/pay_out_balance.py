"""Balance that is given back as money, outside of the house: a transfer, cash. It is a refund like any other.

Within the limits of whoever gives it, it goes at once; else it waits for somebody who may let it go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.settlement import (
    AmountNotPositive,
    MoneyIsKept,
    MoreThanBalance,
    OpenChangedMeanwhile,
    PaidBy,
    RewardIsNotPaidOut,
    Source,
    balance_of,
)
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit
from domain.refunds.ask_refund import entered
from domain.refunds.model import (
    ACCOUNT_LENGTH,
    PREFIX,
    REASON_LENGTH,
    Refund,
    RefundCause,
    RefundId,
    RefundStep,
    RefundUnderWay,
)
from domain.refunds.payable import payable
from domain.refunds.send_refund import SendRefund, check_sending, paid_back
from domain.refunds.touching import touched_by


class MoreThanPaidIn(RuleViolation):
    """It is to their credit, but less than that ever came in as money: the rest was given, and pays invoices."""

    code = "more_than_paid_in"


@dataclass(frozen=True, slots=True)
class PayOutBalance(Command):
    """`balance_seen` is what there was when the person looked. `account`: to whom, or which account.

    `other_way_agreed`: the customer wants it by another method than they paid with.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    balance_seen: Money
    amount: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    reason: str = ""
    other_way_agreed: bool = False
    account: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class BalancePaidOut(Event):
    """`left` is what remains of the balance. `is_sent` False: it waits for somebody who may let it go."""

    customer_id: CustomerId
    refund_id: RefundId
    number: str
    amount: Money
    left: Money
    is_sent: bool

    def touched(self) -> Iterable[str]:
        return (*touched_by(None), f"customer:{self.customer_id}")


def pay_out_balance(command: PayOutBalance, unit: Unit, clock: Clock) -> BalancePaidOut:
    """The oldest part first.

    Raises:
        AmountNotPositive, PaidInTheFuture, CurrencyMismatch, AccountMissing, IbanWrong: what was entered.
        OpenChangedMeanwhile: something else was booked since the person looked.
        MoreThanBalance: there is less.
        RewardIsNotPaidOut, MoreThanPaidIn: there is enough, but not all of it came from the customer.
        MoneyIsKept: some of it was paid for an order that has no invoice yet.
        RefundUnderWay: another pay-out is not at its end.
        RefundOtherWay: it is not the method that they paid with.
    """
    amount = command.amount
    if amount.minor <= 0:
        raise AmountNotPositive(amount=amount)
    refund = Refund(
        id=RefundId(unit.new_id()),
        number=unit.numbers.next_code(PREFIX),
        contract_id=None,
        customer_id=command.customer_id,
        cause=RefundCause.BALANCE,
        amount=amount,
        asked_on=unit.today(),
        reason=command.reason.strip()[:REASON_LENGTH],
        asked_by=unit.context.actor_id,
    )
    account = command.account.strip()[:ACCOUNT_LENGTH]
    sending = SendRefund(refund.id, amount, command.paid_on, command.by, None, command.other_way_agreed, account)
    check_sending(sending, refund, unit)
    sources = unit.refunds.sources(None, command.customer_id, amount.currency)
    balance = _checked(refund, sources, unit)
    if balance != command.balance_seen:
        raise OpenChangedMeanwhile(open=balance)
    live = unit.refunds.live_of_balance(command.customer_id, amount.currency)
    if live:
        raise RefundUnderWay(contract=live[0].number)
    is_sent = entered(refund, None, account, unit).is_approved
    if is_sent:
        paid_back(refund.stepped(RefundStep.APPROVE), sending, unit, clock)
    left = balance - amount if is_sent else balance
    return BalancePaidOut(command.customer_id, refund.id, refund.number, amount, left, is_sent)


def _checked(refund: Refund, sources: Iterable[Source], unit: Unit) -> Money:
    """All of the balance. Raises MoreThanBalance, RewardIsNotPaidOut, MoneyIsKept, MoreThanPaidIn."""
    found, currency = list(sources), refund.amount.currency
    balance = balance_of(found, currency)
    if balance < refund.amount:
        raise MoreThanBalance(balance=balance, amount=refund.amount)
    earned = balance_of([each for each in found if not each.is_reward], currency)
    if earned < refund.amount:
        raise RewardIsNotPaidOut(payable=earned, amount=refund.amount)
    free = balance_of([each for each in found if each.is_payable], currency)
    if free < refund.amount:
        raise MoneyIsKept(payable=free, amount=refund.amount)
    paid_in = unit.refunds.paid_in(refund.customer_id, currency)
    most = payable(refund, found, paid_in, unit.refunds.handed_out(refund))
    if most < refund.amount:
        raise MoreThanPaidIn(payable=most, amount=refund.amount)
    return balance
