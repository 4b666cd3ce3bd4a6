"""Balance that is given back as money, outside of the house: a transfer, cash."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    AmountNotPositive,
    Entry,
    EntryId,
    EntryKind,
    MoreThanBalance,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
    RewardIsNotPaidOut,
    balance_of,
    taken,
)
from domain.clock import Clock
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class PayOutBalance(Command):
    """`balance_seen` is what there was when the person looked. `reference`: to whom, from which account."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    customer_id: CustomerId
    balance_seen: Money
    amount: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    reference: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class BalancePaidOut(Event):
    """`left` is what remains of the balance."""

    customer_id: CustomerId
    amount: Money
    left: Money

    def touched(self) -> Iterable[str]:
        return ("invoices", "customers", f"customer:{self.customer_id}")


def pay_out_balance(command: PayOutBalance, unit: Unit, _clock: Clock) -> BalancePaidOut:
    """The oldest part first.

    Raises:
        AmountNotPositive, PaidInTheFuture, CurrencyMismatch: what was entered.
        OpenChangedMeanwhile: something else was booked since the person looked.
        MoreThanBalance: there is less.
        RewardIsNotPaidOut: there is enough, but a reward is part of it.
    """
    amount, nothing = command.amount, Money(0, command.amount.currency)
    ledger = unit.billing.settlements
    sources = ledger.sources(command.customer_id, amount.currency)
    balance = balance_of(sources, amount.currency)
    if amount <= nothing:
        raise AmountNotPositive(amount=amount)
    if command.paid_on > unit.today():
        raise PaidInTheFuture(day=command.paid_on)
    if balance < amount:
        raise MoreThanBalance(balance=balance, amount=amount)
    sources = [source for source in sources if not source.is_reward]
    if balance_of(sources, amount.currency) < amount:
        raise RewardIsNotPaidOut(payable=balance_of(sources, amount.currency), amount=amount)
    if balance != command.balance_seen:
        raise OpenChangedMeanwhile(open=balance)
    entries = [
        Entry(
            id=EntryId(unit.new_id()),
            kind=EntryKind.PAY_OUT,
            customer_id=command.customer_id,
            booked_on=command.paid_on,
            settled=nothing,
            credited=nothing,
            balance=-part,
            money=-part,
            source_id=source_id,
            by=command.by,
        )
        for source_id, part in taken(sources, amount)
    ]
    ledger.book(entries, command.reference.strip()[:REFERENCE_LENGTH])
    return BalancePaidOut(command.customer_id, amount, balance - amount)
