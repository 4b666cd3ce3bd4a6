"""A customer's balance used at once for what they have not paid yet, instead of waiting for the next invoice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.set_off import OpenItem, SetOff
from domain.billing.settlement import Document, Entry, NothingToUse, OpenChangedMeanwhile, Source, balance_of
from domain.clock import Clock
from domain.ids import CustomerId, InvoiceId
from domain.money import Money, total
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class UseBalance(Command):
    """`balance_seen` is what there was when the person looked, `amount_seen` what of it would be used.

    `invoice_ids`: those that take from it, empty: all that are open.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    balance_seen: Money
    amount_seen: Money
    invoice_ids: tuple[InvoiceId, ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceUsed(Event):
    """`invoices`: how many took something; `left` is what remains of the balance."""

    customer_id: CustomerId
    amount: Money
    invoices: int
    left: Money

    def touched(self) -> Iterable[str]:
        return ("invoices", "customers", f"customer:{self.customer_id}")


def use_balance(command: UseBalance, unit: Unit, _clock: Clock) -> BalanceUsed:
    """The invoice that was due first takes first, from the oldest part of the balance.

    Raises:
        NothingToUse: there is no balance, or nothing is open in its currency.
        OpenChangedMeanwhile: something else was booked since the person looked.
    """
    ledger, currency = unit.billing.settlements, command.balance_seen.currency
    sources = ledger.sources(command.customer_id, currency)
    balance = balance_of(sources, currency)
    documents = ledger.open_invoices(command.customer_id, currency)
    if command.invoice_ids:
        documents = [each for each in documents if each.id in command.invoice_ids]
    entries = used_now(command.customer_id, unit.today(), unit.new_id, documents, sources)
    if not entries:
        raise NothingToUse(open=total([each.open for each in documents], currency), balance=balance)
    amount = total([entry.settled for entry in entries], currency)
    if (balance, amount) != (command.balance_seen, command.amount_seen):
        raise OpenChangedMeanwhile(open=balance)
    ledger.book(entries)
    return BalanceUsed(command.customer_id, amount, len({entry.invoice_id for entry in entries}), balance - amount)


def used_now(
    customer_id: CustomerId, on: date, new_id: Callable[[], UUID], documents: Sequence[Document], sources: list[Source]
) -> list[Entry]:
    """What using the balance books, invoice by invoice as they come; all in one currency. Empty: there is nothing."""
    items = [OpenItem(each.id, each.open, frozenset()) for each in documents]
    by_currency = {documents[0].gross.currency: list(sources)} if documents else {}
    return SetOff(customer_id, on, new_id, items, by_currency).use_now()
