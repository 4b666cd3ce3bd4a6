"""A transfer becomes money in: of one invoice, of several, or of the customer's balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.banking.model import BOOKED_BY_HAND, BankEntryId, Mark
from domain.billing.invoice import InvoiceKind
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    AmountNotPositive,
    Entry,
    EntryId,
    EntryKind,
    MoreThanOpen,
    NotAnInvoice,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
)
from domain.clock import Clock
from domain.errors import Conflict, RuleViolation
from domain.ids import CustomerId, InvoiceId
from domain.money import Money, total
from domain.ports import Unit


class NoTransferIn(RuleViolation):
    """Only money that somebody transferred to us is booked by hand; debits and our own payments tell of themselves."""

    code = "no_transfer_in"


class TransferSetAside(RuleViolation):
    """Somebody said that it is no customer's money, or sent it back."""

    code = "transfer_set_aside"


class TransferChangedMeanwhile(Conflict):
    """Something of it was booked since this person looked."""

    code = "transfer_changed_meanwhile"


class PartsDoNotAddUp(RuleViolation):
    """What the invoices and the balance take is not what the transfer brought."""

    code = "parts_do_not_add_up"


@dataclass(frozen=True, slots=True)
class PartOf:
    """`open_seen`: what was open of the invoice when the person looked, or the proposal was made."""

    invoice_id: InvoiceId
    open_seen: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class BookTransfer(Command):
    """`left_seen`: what was left of the transfer. All of it goes to `parts` and, as `kept`, to the balance of
    `customer_id`. The invoices may be of several customers: one pays for another."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    entry_id: BankEntryId
    customer_id: CustomerId
    left_seen: Money
    parts: tuple[PartOf, ...] = ()
    kept: Money = Money(0)  # noqa: RUF009 - a frozen value of nothing


@dataclass(frozen=True, slots=True)
class TransferBooked(Event):
    """`customers`: all whose invoices or balance took something."""

    entry_id: BankEntryId
    customers: tuple[CustomerId, ...]
    payments: tuple[EntryId, ...]
    amount: Money
    kept: Money

    def touched(self) -> Iterable[str]:
        return ("bank", "invoices", "customers", *(f"customer:{each}" for each in self.customers))


def book_transfer(command: BookTransfer, unit: Unit, _clock: Clock) -> TransferBooked:
    """Raises UnknownBankEntry, NoTransferIn, TransferSetAside, TransferChangedMeanwhile, PartsDoNotAddUp,
    PaidInTheFuture, and of an invoice UnknownDocument, NotAnInvoice, AmountNotPositive, OpenChangedMeanwhile,
    MoreThanOpen; UnknownCustomer."""
    kept = unit.bank.entry(command.entry_id)
    if kept.nature not in BOOKED_BY_HAND:
        raise NoTransferIn(nature=kept.nature)
    if kept.mark is not Mark.OPEN:
        raise TransferSetAside
    if kept.left != command.left_seen:
        raise TransferChangedMeanwhile(left=kept.left)
    if kept.booked_on > unit.today():
        raise PaidInTheFuture(day=kept.booked_on)
    currency = kept.left.currency
    rest = Money(command.kept.minor, currency)
    asked = total([each.amount for each in command.parts], currency) + rest
    if asked != kept.left or rest < Money(0, currency) or not asked:
        raise PartsDoNotAddUp(left=kept.left, asked=asked)
    entries = [_paid(each, kept.text, kept.booked_on, unit) for each in command.parts]
    if rest:
        customer = unit.customers.get(command.customer_id)
        entries.append(_payment(unit, customer.id, kept.booked_on, rest, None))
        unit.billing.settlements.book(entries[-1:], kept.text[:REFERENCE_LENGTH])
    payments = tuple(each.id for each in entries)
    unit.bank.book(command.entry_id, payments)
    customers = tuple(dict.fromkeys(each.customer_id for each in entries))
    return TransferBooked(command.entry_id, customers, payments, kept.left, rest)


def _paid(part: PartOf, text: str, on: date, unit: Unit) -> Entry:
    """What one invoice takes, booked. Several parts of one invoice meet the ledger's own check."""
    ledger = unit.billing.settlements
    document = ledger.document(part.invoice_id)
    if document.kind is not InvoiceKind.INVOICE:
        raise NotAnInvoice(number=document.number)
    if part.amount <= Money(0, document.gross.currency):
        raise AmountNotPositive(amount=part.amount)
    if document.open != part.open_seen:
        raise OpenChangedMeanwhile(number=document.number, open=document.open)
    if document.open < part.amount:
        raise MoreThanOpen(number=document.number, open=document.open, amount=part.amount)
    entry = _payment(unit, document.customer_id, on, part.amount, document.id)
    ledger.book([entry], text[:REFERENCE_LENGTH])
    return entry


def _payment(unit: Unit, customer_id: CustomerId, on: date, amount: Money, invoice_id: InvoiceId | None) -> Entry:
    """`invoice_id` None: into the balance."""
    nothing = Money(0, amount.currency)
    return Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.PAYMENT,
        customer_id=customer_id,
        booked_on=on,
        settled=nothing if invoice_id is None else amount,
        credited=nothing,
        balance=amount if invoice_id is None else nothing,
        money=amount,
        invoice_id=invoice_id,
        by=PaidBy.TRANSFER,
    )
