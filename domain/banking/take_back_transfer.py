"""A transfer was booked for the wrong one: all of its payments are taken back, and it waits to be booked again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.banking.model import BankEntryId
from domain.billing.reverse_payment import taken_back
from domain.billing.settlement import EntryId, NoPayment
from domain.clock import Clock
from domain.ids import CustomerId
from domain.money import Money, total
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeBackTransfer(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    entry_id: BankEntryId


@dataclass(frozen=True, slots=True)
class TransferTakenBack(Event):
    entry_id: BankEntryId
    customers: tuple[CustomerId, ...]
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("bank", "invoices", "customers", *(f"customer:{each}" for each in self.customers))


def take_back_transfer(command: TakeBackTransfer, unit: Unit, _clock: Clock) -> TransferTakenBack:
    """The reversals carry today's day: the money came when it came, only whose it is was wrong.

    Raises:
        UnknownBankEntry: there is none.
        NoPayment: nothing of it is booked.
        RestWasPaidOut: what was too much has been paid back to the customer.
    """
    kept = unit.bank.entry(command.entry_id)
    if not kept.bookings:
        raise NoPayment(day=kept.booked_on)
    ledger = unit.billing.settlements
    payments = [ledger.entry(each) for each in kept.bookings]
    for payment in payments:
        back = [replace(one, id=EntryId(unit.new_id()), booked_on=unit.today()) for one in taken_back(payment, ledger)]
        ledger.book(back)
    customers = tuple(dict.fromkeys(each.customer_id for each in payments))
    amount = total([each.money for each in payments], kept.amount.currency)
    return TransferTakenBack(command.entry_id, customers, amount)
