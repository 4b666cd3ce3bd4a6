"""A pay-out that did not arrive: the money is back, and the balance is there again."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.reverse_payment import reversed_entry
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    EntryId,
    EntryKind,
    NoPayOut,
    PaidInTheFuture,
    PayOutReasonMissing,
    WentBackBefore,
)
from domain.clock import Clock
from domain.ids import CustomerId
from domain.money import Money, total
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReversePayOut(Command):
    """`entry_id` is any entry of the pay-out, `on` the day on which the money came back."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    entry_id: EntryId
    on: date
    reason: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class PayOutReversed(Event):
    """`amount` is in the customer's balance again."""

    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("invoices", "customers", f"customer:{self.customer_id}")


def reverse_pay_out(command: ReversePayOut, unit: Unit, _clock: Clock) -> PayOutReversed:
    """As a whole, also where it took several parts of the balance: each part is what it was.

    Raises:
        UnknownEntry: there is none.
        NoPayOut: it is something else, or was taken back before.
        PayOutReasonMissing, PaidInTheFuture, WentBackBefore: what was entered.
    """
    ledger = unit.billing.settlements
    chosen = ledger.entry(command.entry_id)
    if chosen.kind is not EntryKind.PAY_OUT or ledger.is_reversed(chosen.id):
        raise NoPayOut(day=chosen.booked_on)
    if not command.reason.strip():
        raise PayOutReasonMissing(amount=-chosen.money)
    if command.on > unit.today():
        raise PaidInTheFuture(day=command.on)
    if command.on < chosen.booked_on:
        raise WentBackBefore(day=command.on, paid_on=chosen.booked_on)
    paid = [each for each in ledger.booked_with(chosen.id) if each.kind is EntryKind.PAY_OUT]
    entries = [replace(reversed_entry(each), id=EntryId(unit.new_id()), booked_on=command.on) for each in paid]
    ledger.book(entries, command.reason.strip()[:REFERENCE_LENGTH])
    return PayOutReversed(chosen.customer_id, total([entry.money for entry in entries], chosen.currency))
