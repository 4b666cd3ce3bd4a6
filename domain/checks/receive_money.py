"""Money that was asked for ahead came in: into the customer's balance; when all of it is there, the order goes out.

A deposit then becomes a line of the contract, and the first bills use what lies in the balance.
Source: docs/decisions, "An order waits for its check, and the database keeps it here".
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    AmountNotPositive,
    Entry,
    EntryId,
    EntryKind,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
)
from domain.checks.book import StepTaken
from domain.checks.model import MoneyFor, OrderCheck, Step, after
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.status import Status
from domain.ids import ContractLineId, OrderId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReceiveMoney(Command):
    """`missing_seen` is what was left to pay when the person looked. More than that stays in the balance."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    missing_seen: Money
    amount: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    reference: str = field(default="", metadata=PERSONAL)


def receive_money(command: ReceiveMoney, unit: Unit, _clock: Clock) -> CheckStepped:
    """Raises UnknownCheck, IllegalCheckTransition, AmountNotPositive, PaidInTheFuture, OpenChangedMeanwhile,
    CurrencyMismatch."""
    check = unit.checks.get(command.order_id)
    after(check.stage, Step.RECEIVE)
    if command.amount <= Money(0, check.missing.currency):
        raise AmountNotPositive(amount=command.amount)
    if command.paid_on > unit.today():
        raise PaidInTheFuture(day=command.paid_on)
    if check.missing != command.missing_seen:
        raise OpenChangedMeanwhile(number=check.number, open=check.missing)
    entry = _entry(command, check, unit)
    unit.billing.settlements.book([entry], (command.reference.strip() or check.number)[:REFERENCE_LENGTH])
    return stepped(check, counted(check, entry, unit))


def counted(check: OrderCheck, entry: Entry, unit: Unit) -> OrderCheck:
    """With money that was booked for it; when that is all of it, a deposit is a line of the contract.

    Raises IllegalCheckTransition.
    """
    step = Step.RECEIVE if entry.money < check.missing else Step.PAID
    now = unit.checks.take(check, StepTaken(step, entry.booked_on, amount=entry.money, entry_id=entry.id))
    if step is Step.PAID and check.asked_for is MoneyFor.DEPOSIT and check.asked is not None:
        contract = unit.contracts.get(check.contract_id)
        if contract.status is Status.DRAFT and not _has_deposit(contract, check.asked):
            unit.contracts.save(with_deposit(contract, check.asked, ContractLineId(unit.new_id())))
    return now


def with_deposit(contract: Contract, amount: Money, line_id: ContractLineId) -> Contract:
    """One more line: named as what it secures, outside of VAT, billed when the contract starts."""
    secured = next((line for line in contract.lines if line.kind is LineKind.RENTAL), contract.lines[0])
    version = LineVersion(None, amount, Decimal(1))
    position = max(line.position for line in contract.lines) + 1
    line = ContractLine(line_id, position, secured.title, LineKind.DEPOSIT, secured.vat, (version,))
    return replace(contract, lines=(*contract.lines, line))


def _has_deposit(contract: Contract, amount: Money) -> bool:
    """It was paid before, and that payment went back."""
    return any(each.kind is LineKind.DEPOSIT and each.versions[0].price == amount for each in contract.lines)


def _entry(command: ReceiveMoney, check: OrderCheck, unit: Unit) -> Entry:
    nothing = Money(0, command.amount.currency)
    return Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.PAYMENT,
        customer_id=check.customer_id,
        booked_on=command.paid_on,
        settled=nothing,
        credited=nothing,
        balance=command.amount,
        money=command.amount,
        by=command.by,
    )
