"""A payment that bounced or was booked wrongly: the invoice is open again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.settlement import (
    Entry,
    EntryId,
    EntryKind,
    NoPayment,
    PaidInTheFuture,
    RestWasPaidOut,
    Settlements,
)
from domain.clock import Clock
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReversePayment(Command):
    """`on` is the day on which the money went back."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    entry_id: EntryId
    on: date


@dataclass(frozen=True, slots=True)
class PaymentReversed(Event):
    entry_id: EntryId
    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("invoices", "customers", f"customer:{self.customer_id}")


def reverse_payment(command: ReversePayment, unit: Unit, _clock: Clock) -> PaymentReversed:
    """What was too much and has been used by other invoices since makes those open again.

    Raises:
        UnknownEntry: there is none.
        NoPayment: it is something else, or was taken back before.
        PaidInTheFuture: the day has not come.
        RestWasPaidOut: what was too much has been paid back to the customer.
    """
    ledger = unit.billing.settlements
    payment = ledger.entry(command.entry_id)
    if payment.kind is not EntryKind.PAYMENT or ledger.is_reversed(payment.id):
        raise NoPayment(day=payment.booked_on)
    if command.on > unit.today():
        raise PaidInTheFuture(day=command.on)
    entries = [replace(back, id=EntryId(unit.new_id()), booked_on=command.on) for back in taken_back(payment, ledger)]
    ledger.book(entries)
    return PaymentReversed(payment.id, payment.customer_id, payment.money)


def taken_back(payment: Entry, ledger: Settlements) -> list[Entry]:
    """What was used of its rest comes back into the balance first, so that it can leave it. Raises RestWasPaidOut."""
    found: list[Entry] = []
    for use in ledger.uses(payment.id) if payment.balance else ():
        if use.invoice_id is None:
            raise RestWasPaidOut(amount=use.amount)
        found.append(reversed_entry(ledger.entry(use.entry_id)))
    found.append(reversed_entry(payment))
    return found


def reversed_entry(entry: Entry) -> Entry:
    """The same with its amounts turned round. What it brought into the balance is taken from that very part."""
    return replace(
        entry,
        kind=EntryKind.REVERSAL,
        settled=-entry.settled,
        credited=-entry.credited,
        balance=-entry.balance,
        money=-entry.money,
        granted=None if entry.granted is None else -entry.granted,
        source_id=entry.source_id or (entry.id if entry.balance else None),
        reverses_id=entry.id,
    )
